using Grid.Grains.Interfaces.Platform;
using Microsoft.Extensions.Logging;

namespace Grid.Grains.Platform;

/// <summary>
/// Work that recurs: one run at a time, beside the calls to the grain and never within one. After a failure it waits, longer each time.
/// </summary>
internal sealed partial class RecurringWork(
    string name,
    Func<Task> work,
    TimeSpan every,
    SyncShutdown ending,
    TimeProvider clock,
    ILogger logger
)
{
    private bool asked = true;
    private int failures;
    private long endedAt;
    private TimeSpan wait;

    /// <summary>The run that is under way, or the last one; it never fails.</summary>
    public Task Running { get; private set; } = Task.CompletedTask;

    /// <summary>When a run last ended well.</summary>
    public DateTimeOffset? LastDone { get; private set; }

    /// <summary>There is something to do now.</summary>
    public void Ask()
    {
        asked = true;
        Tick();
    }

    public void Tick()
    {
        if (!Running.IsCompleted || ending.IsStopping)
            return;
        if (clock.GetElapsedTime(endedAt) >= wait || (asked && failures == 0))
            Running = RunAsync();
    }

    private async Task RunAsync()
    {
        asked = false;
        try
        {
            await work();
            if (failures > 0)
                LogRecovered(logger, name, failures);
            (failures, wait, LastDone) = (0, every, clock.GetUtcNow());
        }
        catch (OperationCanceledException) when (ending.IsStopping)
        {
            // What it had leased becomes free when the lease runs out.
        }
        catch (Exception e)
        {
            wait = PlatformRetries.OfWork(++failures);
            if (failures == 1)
                LogFailed(logger, name, e.GetType().Name, e is PlatformUnavailableException ? e.Message : "");
        }

        endedAt = clock.GetTimestamp();
    }

    [LoggerMessage(
        EventId = 1401,
        Level = LogLevel.Warning,
        Message = "Platform sync: {Work} fails ({Error} {Reason}); tried again until it does not"
    )]
    private static partial void LogFailed(ILogger logger, string work, string error, string reason);

    [LoggerMessage(EventId = 1402, Level = LogLevel.Information, Message = "Platform sync: {Work} goes on, after {Failures} failures")]
    private static partial void LogRecovered(ILogger logger, string work, int failures);
}
