using Grid.Domain.Counting;
using Grid.Domain.Counting.Folding;
using Grid.Grains.Interfaces.Counting;
using Grid.Grains.Interfaces.Persons;
using Grid.Storage.Counting;
using Grid.Testing.Databases;
using Npgsql;

namespace Grid.Storage.Tests.Counting;

/// <summary>Connections lost, and servers' sessions ended, at each step of folding: every entry is folded once all the same.</summary>
public sealed class FoldCrashTests
{
    private const string Leaf = "360102";

    private static CancellationToken Cancellation => CountScene.Cancellation;

    /// <summary>Where the fold waits for the test when its connection is cut.</summary>
    public static TheoryData<string, bool> Places =>
        new()
        {
            { "SELECT FROM region_count WHERE region = '360102' FOR UPDATE", true },
            { "SELECT FROM region_count WHERE region = '360102' FOR UPDATE", false },
            { "SELECT FROM count_figures WHERE region = '360102' FOR UPDATE", true },
            { "SELECT FROM count_figures WHERE region = '360102' FOR UPDATE", false },
            { "SELECT pg_advisory_xact_lock(7)", true }, // At the commit: the effect is there, the answer is lost.
            { "SELECT pg_advisory_xact_lock(7)", false },
        };

    [Theory]
    [MemberData(nameof(Places))]
    public async Task A_lost_connection_folds_nothing_twice_and_forgets_nothing(string held, bool answerLost)
    {
        await using var scene = await CountScene.CreateAsync();
        await using var proxy = new CuttingProxy(scene.ApplicationConnectionString);
        await using var source = NpgsqlDataSource.Create(proxy.ConnectionString);
        var store = new CountStore(source, scene.Ring, TimeProvider.System);
        var history = new RandomHistory(41);
        await WriteAsync(scene, history, 60);
        await store.FoldAsync(Leaf, 10, Cancellation);
        await PauseCommitsAsync(scene);

        await using (var holder = await scene.Source.OpenConnectionAsync(Cancellation))
        {
            await using var transaction = await holder.BeginTransactionAsync(Cancellation);
            await using (var hold = new NpgsqlCommand(held, holder))
                await hold.ExecuteNonQueryAsync(Cancellation);
            var folding = store.FoldAsync(Leaf, 5, Cancellation);
            await Blocked.OneAsync(scene, Cancellation);
            if (answerLost)
                proxy.CutNextAnswer();
            else
                await CutSessionsAsync(scene); // The server's own side dies; nothing is committed.
            await transaction.RollbackAsync(Cancellation);
            await folding; // A fold may be repeated, so the store repeats it, once.
            Assert.Equal(answerLost ? 1 : 0, proxy.Cuts);
        }

        while ((await store.FoldAsync(Leaf, 5, Cancellation)).More) { }

        await AssertWholeAsync(scene, history);
    }

    [Fact]
    public async Task A_database_that_is_away_is_an_error_that_tells_so_and_the_entries_wait()
    {
        await using var scene = await CountScene.CreateAsync();
        await using var proxy = new CuttingProxy(scene.ApplicationConnectionString);
        await using var source = NpgsqlDataSource.Create(proxy.ConnectionString);
        var store = new CountStore(source, scene.Ring, TimeProvider.System);
        var history = new RandomHistory(42);
        await WriteAsync(scene, history, 20);
        proxy.Refuse(true);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.FoldAsync(Leaf, 5, Cancellation));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.LoadAsync(Leaf, Cancellation));
        proxy.Refuse(false);
        while ((await store.FoldAsync(Leaf, 5, Cancellation)).More) { }

        await AssertWholeAsync(scene, history);
    }

    private static Task WriteAsync(CountScene scene, RandomHistory history, int steps) =>
        scene.WriteAsync(Enumerable.Range(0, steps).SelectMany(_ => history.Next()));

    /// <summary>Each commit that raised a version waits for a lock that the test may hold.</summary>
    private static Task PauseCommitsAsync(CountScene scene) =>
        scene.ExecuteAsOwnerAsync(
            """
            CREATE FUNCTION pause() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_advisory_xact_lock(7); RETURN NULL; END';
            CREATE CONSTRAINT TRIGGER pause AFTER UPDATE ON region_count DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION pause()
            """
        );

    private static Task CutSessionsAsync(CountScene scene) =>
        DatabaseCommands.ExecuteAsync(
            scene.ApplicationConnectionString,
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND usename = current_user AND wait_event_type = 'Lock'"
        );

    private static async Task AssertWholeAsync(CountScene scene, RandomHistory history)
    {
        Assert.Equal(0L, await scene.ScalarAsync<long>("SELECT count(*) FROM count_entry WHERE region = $1", Leaf));
        var recount = await scene.Recount.RunAsync([Leaf], "tester", Cancellation);
        Assert.Equal((0L, 0L), (recount.DifferentCells, recount.Waiting));
        var period = CountingPeriod.Of(history.Today).Next;
        var opening = (await scene.Store.PeriodAsync(Leaf, period, Cancellation)).Opening;
        Assert.Equal(
            history.Stock.Count(one => one is { Region: Leaf, Block: CountBlock.Urban }),
            opening.Total(CountBlock.Urban, Measure.Opening)
        );
        Assert.Equal(
            history.Stock.Count(one => one.Region == Leaf),
            (await scene.SegmentsAsync()).Count(segment => segment.To is null && segment.Case.Region == Leaf)
        );
    }
}
