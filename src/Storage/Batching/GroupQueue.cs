using System.Diagnostics;
using System.Threading.Channels;
using Grid.Grains.Interfaces.Persons;

namespace Grid.Storage.Batching;

/// <summary>
/// Items that arrive while a group is in progress form the next group. No item waits for others: work times itself, and a
/// lone item goes at once. A full queue turns away at once, so that callers learn of overload before they time out.
/// </summary>
internal sealed class GroupQueue<T> : IAsyncDisposable
    where T : class, IGroupItem
{
    private readonly string name;
    private readonly Channel<T> channel;
    private readonly Func<T, Guid>? lane;
    private readonly GroupLimits limits;
    private readonly CancellationTokenSource abandon = new();
    private readonly Task loops;
    private readonly QueueMetrics metrics;

    /// <param name="name">Name of the queue in the metrics.</param>
    /// <param name="limits">Its limits.</param>
    /// <param name="handler">Makes the handler of one loop.</param>
    /// <param name="lane">Two items with the same value are never in one group.</param>
    public GroupQueue(string name, GroupLimits limits, Func<IGroupHandler<T>> handler, Func<T, Guid>? lane = null)
    {
        this.name = name;
        this.limits = limits;
        this.lane = lane;
        channel = Channel.CreateBounded<T>(new BoundedChannelOptions(limits.Capacity) { SingleReader = limits.Loops == 1 });
        metrics = new QueueMetrics(name, () => channel.Reader.Count);
        loops = Task.WhenAll(Enumerable.Range(0, limits.Loops).Select(_ => Task.Run(() => LoopAsync(handler()))));
    }

    /// <exception cref="StoreUnavailableException">The queue is full, or closed because the process stops.</exception>
    public void Enqueue(T item)
    {
        if (!channel.Writer.TryWrite(item))
        {
            throw new StoreUnavailableException(
                "The store has more waiting than it can take, or is stopping. Nothing was written; repeat later."
            );
        }
    }

    /// <summary>Takes nothing more, answers what waits, and returns. When the token is cancelled, what still waits fails.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        channel.Writer.TryComplete();
        await using var registration = cancellationToken.UnsafeRegister(
            static source => ((CancellationTokenSource)source!).Cancel(),
            abandon
        );
        await loops;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        metrics.Dispose();
        abandon.Dispose();
    }

    private async Task LoopAsync(IGroupHandler<T> handler)
    {
        Activity.Current = null; // Not that of whoever happened to need the store first.
        await using (handler)
        {
            T? heldOver = null;
            var lanes = new HashSet<Guid>();
            while (heldOver is not null || await channel.Reader.WaitToReadAsync(CancellationToken.None))
            {
                var group = new List<T>();
                lanes.Clear();
                heldOver = Take(heldOver, group, lanes);
                while (heldOver is null && group.Count < limits.GroupSize && channel.Reader.TryRead(out var next))
                    heldOver = Take(next, group, lanes);
                if (group.Count > 0)
                    await HandleAsync(handler, group);
            }
        }
    }

    /// <summary>Returns the item if it has to wait for the next group.</summary>
    private T? Take(T? item, List<T> group, HashSet<Guid> lanes)
    {
        if (item is null)
            return null;
        if (lane is not null && !lanes.Add(lane(item)))
            return item;
        group.Add(item);
        return null;
    }

    private async Task HandleAsync(IGroupHandler<T> handler, List<T> group)
    {
        using var measured = metrics.Measure(group.Count);
        using var activity = GroupTrace.Start(name, group);
        try
        {
            await handler.HandleAsync(group, abandon.Token);
        }
#pragma warning disable CA1031 // A loop that ends would leave every later caller waiting for ever.
        catch (Exception e)
#pragma warning restore CA1031
        {
            activity?.SetStatus(ActivityStatusCode.Error).SetTag("error.type", e.GetType().Name);
            foreach (var item in group)
                item.Fail(e is OperationCanceledException ? new StoreUnavailableException("The process is stopping.") : e);
        }
    }
}

/// <summary>Something that waits in a <see cref="GroupQueue{T}"/> and must be answered.</summary>
internal interface IGroupItem
{
    /// <summary>What its caller was at when it began to wait; null when nothing listens.</summary>
    Activity? Caller { get; }

    /// <summary>Answers with an error, unless it was answered before.</summary>
    void Fail(Exception error);
}

/// <summary>Works for one loop of a <see cref="GroupQueue{T}"/>, one group after the other; may hold a connection of its own.</summary>
internal interface IGroupHandler<in T> : IAsyncDisposable
{
    /// <summary>Answers every item of the group. What it throws is given to the items that it left unanswered.</summary>
    Task HandleAsync(IReadOnlyList<T> group, CancellationToken cancellationToken);
}

/// <summary>How a queue is worked off.</summary>
/// <param name="Loops">Groups in progress at once, each on its own connection.</param>
/// <param name="GroupSize">Items in a group at most.</param>
/// <param name="Capacity">Items that may wait; further ones are rejected at once.</param>
internal sealed record GroupLimits(int Loops, int GroupSize, int Capacity);

/// <summary>A caller that waits for its own answer out of a group.</summary>
internal abstract class Pending<TResult> : IGroupItem
{
    // Asynchronously: a loop must not run its callers' code.
    private readonly TaskCompletionSource<TResult> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<TResult> Answer => answer.Task;

    public Activity? Caller { get; } = Activity.Current;

    public void Complete(TResult result) => answer.TrySetResult(result);

    public void Fail(Exception error) => answer.TrySetException(error);
}
