namespace Grid.Grains.Platform;

/// <summary>How the work of an activation ends: what is under way is finished first, and given up if that takes too long.</summary>
internal sealed class SyncShutdown(TimeProvider clock) : IDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly CancellationTokenSource aborting = new();

    /// <summary>Nothing new is begun.</summary>
    public bool IsStopping => stopping.IsCancellationRequested;

    /// <summary>For every wait and call.</summary>
    public CancellationToken Abort => aborting.Token;

    public async Task EndAsync(Task work, TimeSpan patience, CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();
        await Task.WhenAny(work, Task.Delay(patience, clock, cancellationToken));
        await aborting.CancelAsync();
        await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    public void Dispose()
    {
        stopping.Dispose();
        aborting.Dispose();
    }
}
