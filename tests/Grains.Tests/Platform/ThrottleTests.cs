using System.Diagnostics;
using Grid.Grains.Interfaces.Platform;
using Grid.Grains.Platform;
using Grid.Silo.Reference;
using Grid.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Grid.Grains.Tests.Platform;

/// <summary>How fast the sync works on a backfill, by a clock of the test.</summary>
public sealed class ThrottleTests : IDisposable
{
    private readonly FakeTimeProvider clock = new();
    private readonly SyncShutdown ending;
    private bool paused;
    private int nudges;

    public ThrottleTests() => ending = new SyncShutdown(clock);

    public void Dispose() => ending.Dispose();

    [Fact]
    public async Task It_does_no_more_a_second_than_ordered_and_a_change_counts_at_once()
    {
        var store = new BackfillsInMemory(1000, new BackfillThrottle(10, 100));
        var work = Work(store);
        var started = clock.GetUtcNow();
        await RunAsync(() => store.Rows >= 50, () => Assert.True(store.Rows <= 10 * ((clock.GetUtcNow() - started).TotalSeconds + 1)));
        Assert.True((clock.GetUtcNow() - started).TotalSeconds >= 4);

        store.Throttle = new BackfillThrottle(500, 100);
        var changed = clock.GetUtcNow();
        await RunAsync(() => store.Ended.IsCompleted);
        Assert.InRange((clock.GetUtcNow() - changed).TotalSeconds, 1.5, 60); // At the old rate it would take 95.
        await work;
        Assert.Equal(1000, store.Rows);
    }

    [Fact]
    public async Task It_waits_while_too_much_waits_and_asks_for_it_to_be_sent()
    {
        var store = new BackfillsInMemory(300, new BackfillThrottle(1000, 100)) { Waiting = 95 };
        var work = Work(store);
        await RunAsync(() => store.Rows >= 5);
        Assert.Equal(0, store.Rows % 5); // No more at once than there is room for.
        store.Waiting = 100;
        var now = store.Rows;
        for (var i = 0; i < 20; i++)
            clock.Advance(TimeSpan.FromSeconds(1));
        Assert.InRange(store.Rows, now, now + 5);
        now = store.Rows;
        nudges = 0;
        await RunAsync(() => nudges > 2);
        Assert.Equal(now, store.Rows);
        store.Waiting = 0;
        await RunAsync(() => store.Ended.IsCompleted);
        await work;
    }

    [Fact]
    public async Task A_pause_of_the_sync_ends_the_work_after_its_page()
    {
        var store = new BackfillsInMemory(100, new BackfillThrottle(10, 100));
        var work = Work(store);
        await RunAsync(() => store.Rows >= 10);
        paused = true;
        await RunAsync(() => work.IsCompleted);
        Assert.InRange(store.Rows, 10, 99);
    }

    private Task Work(BackfillsInMemory store) =>
        new PlatformBackfilling(
            store,
            new ReferenceData(ReferenceFiles.Load(folder: null)),
            () => paused,
            () => nudges++,
            new PlatformSyncOptions(),
            ending,
            clock
        ).WorkAsync();

    /// <summary>Time passes until a condition holds.</summary>
    private async Task RunAsync(Func<bool> condition, Action? always = null)
    {
        for (var started = Stopwatch.StartNew(); !condition(); )
        {
            Assert.True(started.Elapsed < TimeSpan.FromMinutes(3), "it does not go on");
            clock.Advance(TimeSpan.FromMilliseconds(20));
            await Wait.ForAsync(TimeSpan.FromMilliseconds(1), TestContext.Current.CancellationToken);
            always?.Invoke();
        }
    }
}
