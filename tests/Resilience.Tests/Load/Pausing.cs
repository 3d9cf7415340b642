using Grid.Testing;

namespace Grid.Resilience.Tests.Load;

/// <summary>Lets clients finish what they are at and wait.</summary>
internal sealed class Pausing
{
    private volatile TaskCompletionSource? closed;
    private int busy;

    /// <summary>Before each command.</summary>
    public async Task EnterAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Interlocked.Increment(ref busy);
            if (closed is not { } gate)
                return;
            Interlocked.Decrement(ref busy);
            await gate.Task.WaitAsync(cancellationToken);
        }
    }

    public void Leave() => Interlocked.Decrement(ref busy);

    /// <summary>Returns when no clerk is at work any more.</summary>
    public async Task CloseAsync(TimeSpan patience)
    {
        closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await Wait.UntilAsync(() => Volatile.Read(ref busy) == 0, () => $"{Volatile.Read(ref busy)} commands have no answer", patience);
    }

    public void Open()
    {
        var gate = closed;
        closed = null;
        gate?.SetResult();
    }
}
