using System.Threading.RateLimiting;
using Grid.Api.Hosting;
using Microsoft.Extensions.Options;

namespace Grid.Api.Progress;

/// <summary>How often one receipt number may be asked for, from wherever: identity numbers cannot be tried out on it.</summary>
internal sealed class ReceiptLimiter(IOptions<ApiOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<string> limiter = PartitionedRateLimiter.Create<string, string>(receipt =>
        RateLimitPartition.GetSlidingWindowLimiter(receipt, _ => new SlidingWindowRateLimiterOptions
        {
            PermitLimit = options.Value.ProgressPerReceiptPerMinute,
            Window = TimeSpan.FromMinutes(1),
            SegmentsPerWindow = 6,
            QueueLimit = 0,
        }));

    public bool Allows(string receipt)
    {
        using var lease = limiter.AttemptAcquire(receipt);
        return lease.IsAcquired;
    }

    public void Dispose() => limiter.Dispose();
}
