using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Platform;
using Grid.Storage.Tests.Persons;

namespace Grid.Storage.Tests.Platform;

/// <summary>What operators order of backfills, once each, with a line in their log.</summary>
public sealed class BackfillOrderTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = PlatformStore.Now;
    private static readonly DateOnly Day = new(2020, 3, 31);

    private PlatformStore store = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => store = await PlatformStore.CreateAsync();

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    public async Task Two_with_registrations_in_common_are_not_under_way_at_once()
    {
        var first = await store.StartAsync(from: Day, to: Day.AddDays(9), region: "3601");
        Assert.False(await StartAsync(Day.AddDays(9), null, "3601"));
        Assert.False(await StartAsync(null, Day, "360102"));
        Assert.False(await StartAsync(null, null, null));
        Assert.True(await StartAsync(Day.AddDays(10), null, "3601"));
        Assert.True(await StartAsync(null, Day.AddDays(-1), "3601"));
        Assert.True(await StartAsync(null, null, "3602"));
        Assert.Equal(first.Id, (await store.Backfills.CurrentAsync(Cancellation))!.Id); // One after the other.

        Assert.True(await TurnAsync(first.Id, BackfillTurn.Pause));
        Assert.False(await StartAsync(Day, Day, "3601"));
        Assert.True(await TurnAsync(first.Id, BackfillTurn.Cancel));
        Assert.True(await StartAsync(Day, Day, "3601"));

        var page = await store.Backfills.ListAsync("", new PageRequest(2, null), Cancellation);
        var listed = page.Items.ToList();
        while (page.Next is { } next)
            listed.AddRange((page = await store.Backfills.ListAsync("", new PageRequest(2, next), Cancellation)).Items);
        Assert.Equal(5, listed.Select(one => one.Id).Distinct().Count());
        foreach (var (reach, count) in new[] { ("3602", 1), ("3601", 4), ("360102", 0), ("36", 5) })
            Assert.Equal(count, (await store.Backfills.ListAsync(reach, new PageRequest(10, null), Cancellation)).Items.Count);
    }

    [Fact]
    public async Task It_is_paused_resumed_throttled_and_cancelled_and_each_stands_in_the_log()
    {
        await store.RegisteredAsync(1, Day);
        await store.RegisteredAsync(2, Day);
        var backfill = await store.StartAsync();
        await store.PageAsync(backfill, 1);
        Assert.False(await TurnAsync(backfill.Id, BackfillTurn.Resume));
        Assert.True(
            await store.Backfills.TurnAsync(
                backfill.Id,
                BackfillTurn.Pause,
                "operator-1",
                "白天停",
                Now,
                PlatformStore.Receipt("pause"),
                Cancellation
            )
        );
        await Assert.ThrowsAsync<DuplicateReceiptException>(() =>
            store.Backfills.TurnAsync(
                backfill.Id,
                BackfillTurn.Pause,
                "operator-1",
                "白天停",
                Now,
                PlatformStore.Receipt("pause"),
                Cancellation
            )
        );
        var paused = await FindAsync(backfill.Id);
        Assert.Equal((BackfillStatus.Paused, null), (paused.Status, paused.Measured));
        Assert.Null(await store.Backfills.CurrentAsync(Cancellation));
        Assert.Null(await store.PageAsync(paused)); // A worker that has read its page before the pause writes nothing.
        Assert.False(await store.Backfills.EndAsync(paused, Now, Cancellation));

        Assert.True(
            await store.Backfills.ThrottleAsync(backfill.Id, new BackfillThrottle(7, 70), "operator-1", "减速", Now, null, Cancellation)
        );
        Assert.True(await TurnAsync(backfill.Id, BackfillTurn.Resume));
        var resumed = (await store.Backfills.CurrentAsync(Cancellation))!;
        Assert.Equal((new BackfillThrottle(7, 70), 1L, null), (resumed.Throttle, resumed.Counts.Rows, resumed.EndedAt));
        Assert.True(await TurnAsync(backfill.Id, BackfillTurn.Cancel));
        Assert.False(await TurnAsync(backfill.Id, BackfillTurn.Cancel));
        Assert.False(await TurnAsync(Guid.NewGuid(), BackfillTurn.Cancel));
        Assert.False(await store.Backfills.ThrottleAsync(backfill.Id, BackfillThrottle.Usual, "operator-1", "", Now, null, Cancellation));
        Assert.NotNull((await FindAsync(backfill.Id)).EndedAt);

        var log = await store.OrdersAsync();
        Assert.Equal(
            [
                PlatformOrderKind.CancelBackfill,
                PlatformOrderKind.ResumeBackfill,
                PlatformOrderKind.ThrottleBackfill,
                PlatformOrderKind.PauseBackfill,
                PlatformOrderKind.StartBackfill,
            ],
            log.Select(order => order.Kind)
        );
        Assert.All(log, order => Assert.Equal(backfill.Id, order.Backfill));
        Assert.Equal((3L, "白天停"), (log[3].Items, log[3].Reason));
        Assert.Null(await store.Orders.PausedAsync(Cancellation)); // The pause of a backfill is none of the sync.
    }

    private async Task<PlatformBackfill> FindAsync(Guid id) => (await store.Backfills.FindAsync(id, Cancellation))!;

    private Task<bool> StartAsync(DateOnly? from, DateOnly? to, string? region) =>
        store.Backfills.StartAsync(
            Guid.NewGuid(),
            new BackfillRange(BackfillKind.AllValid, from, to, region, false),
            BackfillPeople.Fast,
            "operator-1",
            "补传",
            Sample.Now.AddMinutes(1),
            null,
            Cancellation
        );

    private Task<bool> TurnAsync(Guid id, BackfillTurn turn) =>
        store.Backfills.TurnAsync(id, turn, "operator-1", "理由", Now, null, Cancellation);
}
