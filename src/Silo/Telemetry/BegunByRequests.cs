using System.Diagnostics;
using OpenTelemetry.Trace;

namespace Grid.Silo.Telemetry;

/// <summary>
/// Traces begin with a request, of which a share is taken. A statement or a call that belongs to none (timers, polls, the membership of silos) begins no trace: there are many, and metrics tell of
/// them.
/// </summary>
internal sealed class BegunByRequests(double share) : Sampler
{
    private readonly TraceIdRatioBasedSampler shared = new(share);

    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
        samplingParameters.Kind == ActivityKind.Server ? shared.ShouldSample(samplingParameters) : new SamplingResult(SamplingDecision.Drop);
}
