using System.Globalization;
using Grid.Domain.Counting;
using Grid.Grains.Interfaces.Operations;
using Grid.Storage.Operations;
using Grid.Storage.Tests.Counting;
using Microsoft.Extensions.Time.Testing;

namespace Grid.Storage.Tests.Operations;

/// <summary>What the board reads agrees with the figures, whatever was folded, taken back, transferred or closed.</summary>
public sealed class BoardTests
{
    private static CancellationToken Cancellation => CountScene.Cancellation;

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public async Task Stock_and_movements_of_each_leaf_are_those_of_the_figures(int seed, bool leaveWaiting)
    {
        await using var scene = await CountScene.CreateAsync();
        var history = await scene.LiveAsync(seed, 300, leaveWaiting);
        var clock = new FakeTimeProvider(DateTimeOffset.Parse("2030-01-01T00:00:00Z", null));
        var board = new Board(scene.Source, clock);
        var now = await board.NowAsync(RandomHistory.Leaves, ["36"], history.Today, Cancellation);
        Assert.Equal(clock.GetUtcNow(), now.At);
        var period = CountingPeriod.Of(history.Today).Next;
        foreach (var leaf in RandomHistory.Leaves)
        {
            var figures = await scene.Store.PeriodAsync(leaf, period, Cancellation);
            Assert.Equal(figures.Opening.Total(CountBlock.Urban, Measure.Opening), now.Stock.GetValueOrDefault(leaf));
        }

        Assert.Contains(now.Stock.Values, stock => stock > 0);
        Assert.Equal(
            0,
            await scene.ScalarAsync<long>(
                """
                SELECT count(*) FROM (SELECT region, block, sum(sign * grid_count_effect(measure)) AS stock FROM count_movement GROUP BY 1, 2) AS m
                FULL JOIN count_stock AS s USING (region, block) WHERE m.stock IS DISTINCT FROM s.stock
                """
            )
        );
        Assert.Equal(
            0,
            await scene.ScalarAsync<long>(
                """
                SELECT count(*) FROM (SELECT on_date, region, block, measure, coalesce(peer, '') AS peer, sum(sign) AS moved FROM count_movement GROUP BY 1, 2, 3, 4, 5) AS m
                FULL JOIN count_day AS d USING (on_date, region, block, measure, peer) WHERE m.moved IS DISTINCT FROM d.moved
                """
            )
        );
        Assert.Equal(await scene.ScalarAsync<long>("SELECT count(*) FROM count_entry"), now.Counts.Waiting);
        Assert.Equal(
            await scene.ScalarAsync<string>("SELECT coalesce(extract(epoch FROM min(created_at))::bigint::text, '') FROM count_entry"),
            now.Counts.Oldest?.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture) ?? ""
        );
        Assert.Equal(leaveWaiting, now.Counts.Waiting > 0);
    }

    [Fact]
    public async Task A_day_s_movements_are_told_by_leaf_and_measure()
    {
        await using var scene = await CountScene.CreateAsync();
        var history = await scene.LiveAsync(3, 300);
        var board = new Board(scene.Source, TimeProvider.System);
        var days = await scene.ScalarAsync<DateOnly[]>("SELECT array_agg(DISTINCT on_date) FROM count_movement WHERE block = 1");
        Assert.NotEmpty(days!);
        foreach (var day in days!)
        {
            var now = await board.NowAsync(RandomHistory.Leaves, ["36"], day, Cancellation);
            Assert.Equal(
                await scene.ScalarAsync<long>(
                    "SELECT coalesce(sum(sign * grid_count_effect(measure)), 0)::bigint FROM count_movement WHERE block = 1 AND on_date = $1",
                    day
                ),
                now.Moved.Sum(one => one.Measure is Measure.New or Measure.TransferredIn or Measure.AdjustedIn ? one.Count : -one.Count)
            );
        }

        Assert.True(history.Today >= days[0]);
    }

    [Fact]
    public async Task Last_day_recount_and_silos_are_read_as_they_are_in_force()
    {
        await using var scene = await CountScene.CreateAsync();
        var board = new Board(scene.Source, TimeProvider.System);
        Task<BoardNow> NowAsync() => board.NowAsync(["360102", "360103"], ["36"], new DateOnly(2026, 11, 22), Cancellation);
        var empty = await NowAsync();
        Assert.Null(empty.Acknowledged);
        Assert.Null(empty.Recount);
        Assert.Empty(empty.Silos);

        // Of the 20th a newer manifest differs again, so the 19th is the last that is acknowledged.
        await DatabaseCommands.ExecuteAsync(
            scene.OwnerConnectionString,
            """
            INSERT INTO platform_day (day, revision, expected, accepted, held, missing, reconciled, closed_at, reconciled_at)
            SELECT '2026-11-01'::date + d, r, '[]', '[]', '[]', missing, missing = 0, now(), now()
            FROM (VALUES (17, 1, 0), (18, 1, 2), (18, 2, 0), (19, 1, 0), (19, 2, 1)) AS v(d, r, missing);
            INSERT INTO recount_result (id, started_at, ended_at, run_by, leaves, lines, waiting, different_cells, result)
            SELECT gen_random_uuid(), '2026-11-20T18:00Z'::timestamptz + n * interval '1 day', '2026-11-20T18:01Z', 'nightly', leaves, 5, 0, n, '{}'
            FROM (VALUES (0, ARRAY['360102', '360103']), (1, ARRAY['360103', '360104']), (2, ARRAY['360104'])) AS v(n, leaves);
            INSERT INTO orleans_membership_version (deployment_id) VALUES ('grid');
            INSERT INTO orleans_membership (deployment_id, address, port, generation, silo_name, host_name, status, proxy_port, start_time, i_am_alive_time)
            SELECT 'grid', '127.0.0.1', n, 1, 'silo-' || n, 'here', CASE n WHEN 4 THEN 6 ELSE 3 END, 0, now() - interval '1 hour', now() - n * interval '25 seconds' FROM generate_series(1, 4) AS n
            """
        );
        var now = await NowAsync();
        Assert.Equal(new DateOnly(2026, 11, 19), now.Acknowledged);
        Assert.Equal((1L, 2), (now.Recount!.DifferentCells, now.Recount.Leaves));
        Assert.Equal([("silo-1", false), ("silo-2", false), ("silo-3", true)], now.Silos.Select(silo => (silo.Name, silo.Silent)));
    }
}
