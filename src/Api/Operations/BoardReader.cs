using Grid.Api.Counts;
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
