using Grid.Api.Counts;
using Grid.Domain.Calendar;
using Grid.Domain.Counting;
using Grid.Domain.Notices;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Operations;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Platform;

namespace Grid.Api.Operations;

/// <summary>Reads what the board shows. What grows with a backlog is kept for a moment, so that the board is quick just then.</summary>
internal sealed class BoardReader(IBoard board, IPlatformOutbox platform, IPlatformOrders orders, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Stale = TimeSpan.FromSeconds(15);

    private readonly CachedAnswer<string, PlatformNow> platformNow = new(Fresh, Stale, clock);
    private readonly CachedAnswer<string, NoticesNow> noticesNow = new(Fresh, Stale, clock);

    public async Task<BoardData> ReadAsync(CountedRegion where, DateOnly today, CancellationToken cancelled)
    {
        var prefix = where.Region.Code.Prefix;
        string[] areas = [prefix, .. where.IsLeaf ? [] : where.Children.Select(child => child.Code.Prefix)];
        var now = board.NowAsync(where.Leaves, areas, today, cancelled);
        var items = platformNow
            .GetAsync("", async () =>
            {
                var at = clock.GetUtcNow();
                return new PlatformNow(
                    at,
                    await platform.StateAsync(CancellationToken.None),
                    await orders.PausedAsync(CancellationToken.None) is not null
                );
            })
            .WaitAsync(cancelled);
        var notices = noticesNow
            .GetAsync(prefix, async () =>
            {
                var at = clock.GetUtcNow();
                return new NoticesNow(at, await board.NoticesAsync(new SearchScope(null, prefix), CancellationToken.None));
            })
            .WaitAsync(cancelled);
        await Task.WhenAll(now, items, notices);
        return new BoardData(await now, await items, await notices);
    }

    internal sealed record PlatformNow(DateTimeOffset At, OutboxState State, bool Paused);

    internal sealed record NoticesNow(DateTimeOffset At, BoardWaiting Waiting);

    internal sealed record BoardData(BoardNow Now, PlatformNow Platform, NoticesNow Notices);
}

/// <summary>The limits beyond which an action is needed.</summary>
internal static class BoardLimits
{
    /// <summary>Counts are seconds behind on a busy day, never a minute.</summary>
    public static readonly TimeSpan CountsLag = TimeSpan.FromMinutes(1);

    public static readonly TimeSpan PlatformLag = TimeSpan.FromHours(1);

    public static readonly TimeSpan NoticesLag = TimeSpan.FromMinutes(15);

    /// <summary>
    /// Messages wait too long. None is sent in the quiet hours, so no action is needed; the lag of what waited counts from their end.
    /// </summary>
    public static bool NoticesLate(DateTimeOffset? oldest, DateTimeOffset at)
    {
        var opened = QuietHours.Default.NextAllowed(ChinaTime.StartOf(ChinaTime.DateOf(at)));
        return oldest is { } since && !QuietHours.Default.IsQuiet(at) && at - (since > opened ? since : opened) > NoticesLag;
    }

    /// <summary>A night's recount was missed.</summary>
    public static readonly TimeSpan RecountAge = TimeSpan.FromHours(36);

    /// <summary>Yesterday is closed in the course of today; the day before must be.</summary>
    public const int AcknowledgedDays = 2;
}

/// <summary>A region's stock, and what went in and out on a day. Stock at the end of the day = stock at its start + in − out.</summary>
internal sealed record RegionFlows(long Registered, IReadOnlyDictionary<string, long> In, IReadOnlyDictionary<string, long> Out)
{
    private static readonly string Urban = EnumName.Of(CountBlock.Urban);
    private static readonly Measure[] Entering = [Measure.New, Measure.TransferredIn, Measure.AdjustedIn];
    private static readonly Measure[] Leaving = [Measure.Exited, Measure.BecameOrdinary, Measure.TransferredOut, Measure.AdjustedOut];

    /// <summary>Of the leaves given together: a transfer between two of them does not count.</summary>
    public static RegionFlows Of(BoardNow now, IReadOnlyCollection<string> leaves)
    {
        var own = leaves.ToHashSet(StringComparer.Ordinal);
        var moved = now
            .Moved.Where(one => own.Contains(one.Leaf) && !IsWithin(one.Peer, own))
            .ToLookup(one => one.Measure, one => one.Count);
        return new RegionFlows(leaves.Sum(leaf => now.Stock.GetValueOrDefault(leaf)), Sums(Entering), Sums(Leaving));

        Dictionary<string, long> Sums(Measure[] measures) =>
            measures.ToDictionary(EnumName.Of, measure => moved[measure].Sum(), StringComparer.Ordinal);
    }

    private static bool IsWithin(string peer, HashSet<string> leaves) =>
        peer.Split('/') is [var leaf, var block] && block == Urban && leaves.Contains(leaf);
}
