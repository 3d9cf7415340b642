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
