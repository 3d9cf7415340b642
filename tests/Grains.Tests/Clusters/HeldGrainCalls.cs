using Orleans.TestingHost;

namespace Grid.Grains.Tests.Clusters;

/// <summary>
/// Lets some calls of one grain out, and holds all further ones back until it is opened: the place at which a silo is killed, or another
/// thing happens first.
/// </summary>
/// <param name="caller">Type name of the grain that calls.</param>
/// <param name="method">The method that it calls.</param>
public sealed class HeldGrainCalls(string caller, string method) : IOutgoingGrainCallFilter
{
    private readonly Lock counting = new();
    private TaskCompletionSource reached = New();
    private TaskCompletionSource released = New();
    private int left = int.MaxValue;
    private bool open = true;

    /// <summary>The first call is held.</summary>
    public Task Reached => reached.Task;

    public void HoldAfter(int calls)
    {
        lock (counting)
            (left, open, reached, released) = (calls, false, New(), New());
    }

    /// <summary>Further calls go; those that are held never do.</summary>
    public void Open()
    {
        lock (counting)
            open = true;
    }

    /// <summary>All calls go, also those that are held.</summary>
    public void Release()
    {
        Open();
        released.TrySetResult();
    }

    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        if (context.SourceId?.Type.ToString() == caller && context.MethodName == method && !MayGo())
            await released.Task;
        await context.Invoke();
    }

    private bool MayGo()
    {
        lock (counting)
        {
            if (open || left-- > 0)
                return true;
        }

        reached.TrySetResult();
        return false;
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
