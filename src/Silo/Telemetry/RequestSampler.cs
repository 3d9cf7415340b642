using OpenTelemetry.Trace;

namespace Grid.Silo.Telemetry;

/// <summary>
/// Traces begin with a request, and a share of the requests is traced. A statement or a call without a request (timers, polls, cluster
/// membership) begins no trace: there are many, and metrics cover them.
/// </summary>
internal sealed class RequestSampler(double share) : Sampler
{
    /// <summary>The name of ASP.NET Core's span of a request.</summary>
    private const string Request = "Microsoft.AspNetCore.Hosting.HttpRequestIn";

    private readonly TraceIdRatioBasedSampler shared = new(share);

    /// <summary>
    /// A caller that wants its request traced gets it traced. A caller that says no usually has no configuration of its own, so then the
    /// share decides.
    /// </summary>
    public static Sampler Of(double share)
    {
        var own = new RequestSampler(share);
        return new ParentBasedSampler(
            own,
            new AlwaysOnSampler(),
            remoteParentNotSampled: own,
            new AlwaysOnSampler(),
            new AlwaysOffSampler()
        );
    }

    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
        samplingParameters.Name == Request ? shared.ShouldSample(samplingParameters) : new SamplingResult(SamplingDecision.Drop);
}
