using System.Threading.RateLimiting;
using Grid.Api.Hosting;
using Microsoft.Extensions.Options;

namespace Grid.Api.Surveys;

/// <summary>
/// How many samples one caller may draw: a survey needs few, and many would be a list of the register. Counted by each process of its own.
/// </summary>
internal sealed class PhoneSampleLimiter(IOptions<ApiOptions> options) : IDisposable
{
    public static readonly TimeSpan Window = TimeSpan.FromHours(1);

    private readonly PartitionedRateLimiter<string> limiter = PartitionedRateLimiter.Create<string, string>(subject =>
        RateLimitPartition.GetSlidingWindowLimiter(subject, _ => new SlidingWindowRateLimiterOptions
        {
            PermitLimit = options.Value.PhoneSamplesPerHour,
            Window = Window,
            SegmentsPerWindow = 6,
            QueueLimit = 0,
        })
    );

    public bool Allows(string subject)
    {
        using var lease = limiter.AttemptAcquire(subject);
        return lease.IsAcquired;
    }

    public void Dispose() => limiter.Dispose();
}
