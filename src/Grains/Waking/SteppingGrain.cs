namespace Grid.Grains.Waking;

/// <summary>
/// A grain that works at what is ordered in the store, step by step, until nothing is left, and then waits to be woken. What it knows is in
/// the store: a step that fails is repeated, and a new activation goes on where the last one was.
/// </summary>
public abstract class SteppingGrain : Grain
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(2);

    private IGrainTimer? timer;

    /// <summary>Continues with what is ordered, unless it is running; harmless at any time.</summary>
    public Task Watch()
    {
        if (timer is null)
            GoOn(TimeSpan.Zero);
        return Task.CompletedTask;
    }

    /// <summary>One step; answers with the wait before the next, or null when nothing is left.</summary>
    protected abstract Task<TimeSpan?> StepAsync(CancellationToken cancellationToken);

    /// <summary>A step failed and is repeated.</summary>
    /// <param name="error">Name of the exception's type.</param>
    protected abstract void LogFailure(string error);

    private void GoOn(TimeSpan after)
    {
        timer ??= this.RegisterGrainTimer(
            TryAsync,
            new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) { KeepAlive = true, Interleave = true }
        );
        timer.Change(after, Timeout.InfiniteTimeSpan);
    }

    private async Task TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await StepAsync(cancellationToken) is { } wait)
            {
                GoOn(wait);
                return;
            }

            timer?.Dispose();
            timer = null;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailure(e.GetType().Name);
            GoOn(AfterFailure);
        }
    }
}
