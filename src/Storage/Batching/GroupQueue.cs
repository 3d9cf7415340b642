using System.Diagnostics;
using System.Threading.Channels;
using Grid.Grains.Interfaces.Persons;

namespace Grid.Storage.Batching;

/// <summary>
/// Items that arrive while others are at work are taken together as the next group. Nothing lingers for company: work times itself, and a
/// lone item goes at once. A full queue turns away at once, so that callers learn of overload before they time out.
/// </summary>
internal sealed class GroupQueue<T> : IAsyncDisposable
    where T : class, IGroupItem
{
    private readonly string _name;
    private readonly Channel<T> _channel;
    private readonly Func<T, Guid>? _lane;
    private readonly GroupLimits _limits;
    private readonly CancellationTokenSource _abandon = new();
    private readonly Task _loops;
    private readonly QueueMetrics _metrics;

    /// <param name="name">Name of the queue in the metrics.</param>
    /// <param name="limits">Its limits.</param>
    /// <param name="handler">Makes the handler of one loop.</param>
    /// <param name="lane">Two items with the same value are never in one group.</param>
    public GroupQueue(string name, GroupLimits limits, Func<IGroupHandler<T>> handler, Func<T, Guid>? lane = null)
    {
        _name = name;
        _limits = limits;
        _lane = lane;
        _channel = Channel.CreateBounded<T>(new BoundedChannelOptions(limits.Capacity) { SingleReader = limits.Loops == 1 });
        _metrics = new QueueMetrics(name, () => _channel.Reader.Count);
        _loops = Task.WhenAll(Enumerable.Range(0, limits.Loops).Select(_ => Task.Run(() => LoopAsync(handler()))));
    }

    /// <exception cref="StoreUnavailableException">The queue is full, or closed because the process stops.</exception>
    public void Enqueue(T item)
    {
        if (!_channel.Writer.TryWrite(item))
            throw new StoreUnavailableException(
                "The store has more waiting than it can take, or is stopping. Nothing was written; repeat later."
            );
    }

    /// <summary>Takes nothing more, answers what waits, and returns. When the token is cancelled, what still waits fails.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _channel.Writer.TryComplete();
        await using var registration = cancellationToken.UnsafeRegister(
            static source => ((CancellationTokenSource)source!).Cancel(),
            _abandon
        );
        await _loops;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        _metrics.Dispose();
        _abandon.Dispose();
    }

    private async Task LoopAsync(IGroupHandler<T> handler)
    {
        Activity.Current = null; // Not that of whoever happened to need the store first.
        await using (handler)
        {
            T? heldOver = null;
            var lanes = new HashSet<Guid>();
            while (heldOver is not null || await _channel.Reader.WaitToReadAsync(CancellationToken.None))
            {
                var group = new List<T>();
                lanes.Clear();
                heldOver = Take(heldOver, group, lanes);
                while (heldOver is null && group.Count < _limits.GroupSize && _channel.Reader.TryRead(out var next))
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
        if (_lane is not null && !lanes.Add(_lane(item)))
            return item;
        group.Add(item);
        return null;
    }

    private async Task HandleAsync(IGroupHandler<T> handler, List<T> group)
    {
        using var measured = _metrics.Measure(group.Count);
        using var activity = GroupTrace.Start(_name, group);
        try
        {
            await handler.HandleAsync(group, _abandon.Token);
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
