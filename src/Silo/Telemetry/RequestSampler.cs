using OpenTelemetry.Trace;

namespace Grid.Silo.Telemetry;

/// <summary>
/// Traces begin with a request, of which a share is taken. A statement or a call that belongs to none (timers, polls, the membership of silos) begins no trace: there are many, and metrics tell of
/// them.
/// </summary>
internal sealed class RequestSampler(double share) : Sampler
{
    /// <summary>Under this name ASP.NET Core begins what it was asked.</summary>
    private const string Request = "Microsoft.AspNetCore.Hosting.HttpRequestIn";

    private readonly TraceIdRatioBasedSampler shared = new(share);

    /// <summary>A caller that wants its request traced gets it traced; one that says no says so, more often than not, because nobody told it anything: then it is our choice.</summary>
    public static Sampler Of(double share)
    {
        var own = new RequestSampler(share);
        return new ParentBasedSampler(own, new AlwaysOnSampler(), remoteParentNotSampled: own, new AlwaysOnSampler(), new AlwaysOffSampler());
    }

    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
        samplingParameters.Name == Request ? shared.ShouldSample(samplingParameters) : new SamplingResult(SamplingDecision.Drop);
}
