using Orleans.Runtime;

namespace Grid.Grains.Tests.Platform;

/// <summary>
/// Lets some uploads through, and holds all further ones of that silo for good: the place at which the silo is killed. Also makes the
/// platform turn whole requests away.
/// </summary>
public sealed class HeldCalls
{
    private readonly Lock counting = new();
    private HoldPoint point;
    private int left = int.MaxValue;
    private int tried;
    private SiloAddress? at;
    private TaskCompletionSource<SiloAddress> reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How many uploads were tried.</summary>
    public int Tried => Volatile.Read(ref tried);

    /// <summary>Requests that hold this key are turned away as a whole; null for none.</summary>
    public string? Poison { get; set; }

    /// <summary>The silo, as soon as an upload of it is held.</summary>
    public Task<SiloAddress> HoldAfter(int uploads, HoldPoint where)
    {
        lock (counting)
        {
            (point, left, at) = (where, uploads, null);
            reached = new TaskCompletionSource<SiloAddress>(TaskCreationOptions.RunContinuationsAsynchronously);
            return reached.Task;
        }
    }

    public void Count() => Interlocked.Increment(ref tried);

    public async Task<T> RunAsync<T>(SiloAddress silo, Func<Task<T>> upload)
    {
        if (!IsHeld(silo))
            return await upload();
        if (point == HoldPoint.AfterEffect)
            await upload();
        reached.TrySetResult(silo);
        return await new TaskCompletionSource<T>().Task;
    }

    private bool IsHeld(SiloAddress silo)
    {
        lock (counting)
        {
            if (at is not null)
                return at.Equals(silo);
            if (left-- > 0)
                return false;
            at = silo;
            left = int.MaxValue;
            return true;
        }
    }
}
