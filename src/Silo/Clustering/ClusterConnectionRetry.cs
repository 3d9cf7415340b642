using System.Diagnostics;

namespace Grid.Silo.Clustering;

/// <summary>
/// An API process that starts before the silos waits for them for up to a minute; then it exits, and the service manager restarts it.
/// </summary>
public sealed partial class ClusterConnectionRetry(TimeProvider clock, ILogger<ClusterConnectionRetry> logger)
    : IClientConnectionRetryFilter
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly Stopwatch waiting = Stopwatch.StartNew();

    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        if (waiting.Elapsed > Patience)
            return false;
        Waits(logger);
        await Task.Delay(Pause, clock, cancellationToken);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "No silo can be reached; trying again")]
    private static partial void Waits(ILogger logger);
}
