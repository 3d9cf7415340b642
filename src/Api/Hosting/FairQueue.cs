namespace Grid.Api.Hosting;

/// <summary>How many requests a process works on, and how many wait.</summary>
/// <param name="Places">In progress at the same time.</param>
/// <param name="PlacesOfOne">In progress at the same time, of one caller with a token.</param>
/// <param name="Waiting">Waiting for a place.</param>
internal sealed record FairQueueLimits(int Places, int PlacesOfOne, int Waiting)
{
    /// <summary>Of one caller with a token while there are others; of one who is alone, <see cref="PlacesOfOne"/>.</summary>
    public int PlacesBesideOthers { get; init; } = PlacesOfOne;

    /// <summary>
    /// Of all callers without a token together. They are many at no cost (one for each address), so each having a turn like a caller with a
    /// token would be no fairness. One of them alone has no limit: a portal or a service hall is one address.
    /// </summary>
    public int PlacesOfStrangers => Math.Max(1, Places / 2);

    /// <inheritdoc cref="PlacesOfStrangers"/>
    public int WaitingOfStrangers => Waiting / 2;
}

/// <summary>
/// The places for requests in progress, and one queue for each caller. A free place goes to the caller who has the fewest; of several, to
/// the one whose last turn is longest ago. When all may wait who can, the longest queue loses its newest request. So whoever sends much
/// waits for the own requests, not for others', and makes none but the own fail. While others are there, one caller has no more places than
/// leave the processors and the store room for theirs.
/// </summary>
internal sealed class FairQueue(FairQueueLimits limits, TimeProvider clock)
{
    /// <summary>For so long after its last request a caller still counts as one that others must leave room for.</summary>
    internal static readonly TimeSpan Presence = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private readonly Dictionary<CallerKey, Line> lines = [];

    /// <summary>Those of <see cref="lines"/> in which a request waits.</summary>
    private readonly HashSet<Line> queues = [];
    private (CallerKey Caller, long At)? latest;

    /// <summary>The latest of another caller than <see cref="latest"/>.</summary>
    private (CallerKey Caller, long At)? before;
    private int taken;
    private int takenByStrangers;
    private int waiting;
    private int waitingStrangers;
    private long turns;

    /// <summary>Requests that wait now.</summary>
    public int Waiting
    {
        get
        {
            lock (gate)
                return waiting;
        }
    }

    /// <summary>Callers that are remembered: those with a request in progress or waiting.</summary>
    internal int Callers
    {
        get
        {
            lock (gate)
                return lines.Count;
        }
    }

    /// <summary>Waits for a place, which is given back by disposing it; null when too many wait already.</summary>
    /// <exception cref="OperationCanceledException">Cancelled while it waited. It has no place then.</exception>
    public async ValueTask<IDisposable?> EnterAsync(CallerKey caller, CancellationToken cancelled)
    {
        Waiter waiter;
        lock (gate)
        {
            if (!lines.TryGetValue(caller, out var line))
                lines.Add(caller, line = new Line(caller));
            if (latest is { } last && last.Caller != caller)
                before = latest;
            latest = (caller, clock.GetTimestamp());

            // No request that waits could have this place, so none is overtaken.
            if (MayTake(line))
                return Take(line);
            if (!TryMakeRoom(line))
            {
                Forget(line);
                return null;
            }

            waiter = new Waiter(line);
            Add(waiter);
        }

        await using (cancelled.Register(() => GiveUp(waiter, cancelled)))
            return await waiter.Place.Task;
    }

    private bool MayTake(Line line) =>
        taken < limits.Places
        && (
            line.Caller.IsStranger
                ? takenByStrangers < limits.PlacesOfStrangers
                : line.Taken < (IsBesideOthers(line.Caller) ? limits.PlacesBesideOthers : limits.PlacesOfOne)
        );

    private bool IsBesideOthers(CallerKey caller) =>
        (latest is { } last && last.Caller != caller ? latest : before) is { } other && clock.GetElapsedTime(other.At) < Presence;

    private Place Take(Line line)
    {
        taken++;
        line.Taken++;
        line.LastTurn = ++turns;
        if (line.Caller.IsStranger)
            takenByStrangers++;
        return new Place(this, line);
    }

    private void GiveBack(Line line)
    {
        lock (gate)
        {
            taken--;
            line.Taken--;
            if (line.Caller.IsStranger)
                takenByStrangers--;

            // One place became free; but it may also have been what held back the callers of its kind.
            while (Next() is { } next)
            {
                var waiter = next.Waiting.First!.Value;
                Remove(waiter);
                waiter.Place.SetResult(Take(next));
            }

            Forget(line);
        }
    }

    private Line? Next()
    {
        Line? next = null;
        foreach (var line in queues)
        {
            if (MayTake(line) && (next is null || (line.Taken, line.LastTurn).CompareTo((next.Taken, next.LastTurn)) < 0))
                next = line;
        }

        return next;
    }

    /// <summary>False when it is the caller's own queue that is the longest.</summary>
    private bool TryMakeRoom(Line line)
    {
        var isKindFull = line.Caller.IsStranger && waitingStrangers >= limits.WaitingOfStrangers;
        if (waiting < limits.Waiting && !isKindFull)
            return true;
        var longest = queues.Where(other => !isKindFull || other.Caller.IsStranger).MaxBy(other => other.Waiting.Count);
        if (longest is null || longest.Waiting.Count <= line.Waiting.Count + 1)
            return false;
        var newest = longest.Waiting.Last!.Value;
        Remove(newest);
        newest.Place.SetResult(null);
        return true;
    }

    private void GiveUp(Waiter waiter, CancellationToken cancelled)
    {
        lock (gate)
        {
            if (waiter.Node is null)
                return;
            Remove(waiter);
            Forget(waiter.Line);
            waiter.Place.SetCanceled(cancelled);
        }
    }

    private void Add(Waiter waiter)
    {
        waiter.Node = waiter.Line.Waiting.AddLast(waiter);
        queues.Add(waiter.Line);
        waiting++;
        if (waiter.Line.Caller.IsStranger)
            waitingStrangers++;
    }

    private void Remove(Waiter waiter)
    {
        waiter.Line.Waiting.Remove(waiter.Node!);
        waiter.Node = null;
        if (waiter.Line.Waiting.Count == 0)
            queues.Remove(waiter.Line);
        waiting--;
        if (waiter.Line.Caller.IsStranger)
            waitingStrangers--;
    }

    private void Forget(Line line)
    {
        if (line is { Taken: 0, Waiting.Count: 0 })
            lines.Remove(line.Caller);
    }

    private sealed class Line(CallerKey caller)
    {
        public CallerKey Caller { get; } = caller;

        public LinkedList<Waiter> Waiting { get; } = [];

        public int Taken { get; set; }

        public long LastTurn { get; set; }
    }

    private sealed class Waiter(Line line)
    {
        public Line Line { get; } = line;

        public TaskCompletionSource<IDisposable?> Place { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Its place in the queue; null once it has left.</summary>
        public LinkedListNode<Waiter>? Node { get; set; }
    }

    private sealed class Place(FairQueue queue, Line line) : IDisposable
    {
        private int isBack;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref isBack, 1) == 0)
                queue.GiveBack(line);
        }
    }
}

/// <summary>Whose request it is: the subject of a token, or of a request without one the address.</summary>
internal readonly record struct CallerKey(string Name, bool IsStranger);
