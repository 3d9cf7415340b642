using Grid.Domain.Codes;
using Grid.Domain.Counting;
using Grid.Domain.Counting.Folding;
using Grid.Domain.Identity;
using Grid.Storage.Counting;
using Npgsql;

namespace Grid.Storage.Tests.Counting;

/// <summary>A period that is closed does not change any more; late facts count in the first open one.</summary>
public sealed class ClosingTests
{
    private const string Leaf = "360102";
    private const string Office = "36010200";

    private static readonly CountingPeriod May = CountingPeriod.Of(new DateOnly(2026, 5, 10));

    private static CancellationToken Cancellation => CountScene.Cancellation;

    [Fact]
    public async Task Late_facts_are_adjustments_of_the_first_open_period()
    {
        await using var scene = await CountScene.CreateAsync();
        await RegisterAsync(scene, 1, new DateOnly(2026, 3, 5));
        await RegisterAsync(scene, 2, new DateOnly(2026, 5, 10));
        await FoldAsync(scene);
        Assert.Equal([0, 0, 1, 1, 2], await OpeningsAsync(scene));

        await scene.CloseAsync([Leaf], May);
        Assert.Equal([0, 0, 1, 1, 2], await OpeningsAsync(scene));
        var closed = await scene.Store.PeriodAsync(Leaf, May, Cancellation);
        await RegisterAsync(scene, 3, new DateOnly(2026, 5, 20));
        await RegisterAsync(scene, 4, new DateOnly(2026, 5, 21));
        await FoldAsync(scene);

        // The 20th is of May and late; the 21st is of June.
        var may = await scene.Store.PeriodAsync(Leaf, May, Cancellation);
        Assert.True(may.Closed);
        Assert.Equal(closed.Opening.Cells, may.Opening.Cells);
        Assert.Equal(closed.Flows.Cells, may.Flows.Cells);
        var june = await scene.Store.PeriodAsync(Leaf, May.Next, Cancellation);
        Assert.False(june.Closed);
        Assert.Equal(
            (2, 1, 1),
            (
                june.Opening.Total(CountBlock.Urban, Measure.Opening),
                june.Flows.Total(CountBlock.Urban, Measure.New),
                june.Flows.Total(CountBlock.Urban, Measure.AdjustedIn)
            )
        );
        Assert.Equal(1, june.Flows[new FigureCell(CountBlock.Urban, Measure.AdjustedIn, Dimension.Cause, "late")]);
        Assert.Equal(
            "2026-05 2026-06 1 late new",
            await scene.ScalarAsync<string>("SELECT concat_ws(' ', natural_period, period, sign, cause, instead) FROM count_adjustment")
        );
        Assert.Equal([0, 0, 1, 1, 2], await OpeningsAsync(scene));
        Assert.Equal(
            4,
            (await scene.Store.PeriodAsync(Leaf, May.Next.Next, Cancellation)).Opening.Total(CountBlock.Urban, Measure.Opening)
        );

        var office = Assert.Single(await scene.Store.OfficesAsync(Leaf, May.Next, Cancellation));
        Assert.Equal(Office, office.Office);
        Assert.Equal(june.Opening.Cells, office.Opening.Cells);
        Assert.Equal(june.Flows.Cells, office.Flows.Cells);
        var loaded = await scene.Store.LoadAsync(Leaf, Cancellation);
        Assert.Equal(May, loaded.ClosedThrough);
        Assert.Equal(june.Opening.Cells, loaded.Opening.Cells);
        Assert.Equal([May.Next], loaded.Flows.Keys);
    }

    [Fact]
    public async Task What_waits_for_the_period_keeps_it_open_and_what_is_later_does_not()
    {
        await using var scene = await CountScene.CreateAsync();
        await RegisterAsync(scene, 1, new DateOnly(2026, 5, 21));
        await scene.CloseAsync([Leaf, "360103"], May);
        Assert.Equal("2026-05", await scene.ScalarAsync<string>("SELECT closed_through FROM region_count WHERE region = '360103'"));

        await RegisterAsync(scene, 2, new DateOnly(2026, 6, 20));
        await using var connection = await scene.Source.OpenConnectionAsync(Cancellation);
        await using (await connection.BeginTransactionAsync(Cancellation))
        {
            var counts = await PeriodClosing.LockAsync(connection, ["360103", Leaf], May.Next, Cancellation);
            Assert.Equal([Leaf], counts.Waiting);
            Assert.Empty(counts.Closed);
            await Assert.ThrowsAsync<InvalidOperationException>(() => PeriodClosing.CloseAsync(connection, counts, Cancellation));
        }

        await using (await connection.BeginTransactionAsync(Cancellation))
        {
            var counts = await PeriodClosing.LockAsync(connection, ["360103", Leaf, "360111"], May, Cancellation);
            Assert.Equal([Leaf, "360103"], counts.Closed);
            Assert.Equal([Leaf, "360103", "360111"], counts.Leaves.Select(leaf => leaf.Region));
        }
    }

    [Fact]
    public async Task Nothing_is_folded_while_a_period_is_being_closed_and_rolling_back_leaves_all_as_it_was()
    {
        await using var scene = await CountScene.CreateAsync();
        await RegisterAsync(scene, 1, new DateOnly(2026, 5, 10));
        await FoldAsync(scene);
        await RegisterAsync(scene, 2, new DateOnly(2026, 6, 10));

        await using var connection = await scene.Source.OpenConnectionAsync(Cancellation);
        await using var transaction = await connection.BeginTransactionAsync(Cancellation);
        var counts = await PeriodClosing.LockAsync(connection, [Leaf], May, Cancellation);
        var folding = scene.Store.FoldAsync(Leaf, 10, Cancellation);
        await Blocked.OneAsync(scene, Cancellation);
        await PeriodClosing.CloseAsync(connection, counts, Cancellation);
        Assert.False(folding.IsCompleted);
        await transaction.RollbackAsync(Cancellation);
        Assert.Equal((1, null), ((await folding).Entries, (await folding).ClosedThrough));
        Assert.Equal(
            (2, null),
            ((await scene.Store.LoadAsync(Leaf, Cancellation)).Version, (await scene.Store.LoadAsync(Leaf, Cancellation)).ClosedThrough)
        );
    }

    [Fact]
    public async Task What_waited_for_the_closing_is_folded_into_the_period_after_it()
    {
        await using var scene = await CountScene.CreateAsync();
        await RegisterAsync(scene, 1, new DateOnly(2026, 5, 10));
        await FoldAsync(scene);

        await using var connection = await scene.Source.OpenConnectionAsync(Cancellation);
        await using var transaction = await connection.BeginTransactionAsync(Cancellation);
        var counts = await PeriodClosing.LockAsync(connection, [Leaf], May, Cancellation);
        await RegisterAsync(scene, 2, new DateOnly(2026, 5, 12));
        var folding = scene.Store.FoldAsync(Leaf, 10, Cancellation);
        await Blocked.OneAsync(scene, Cancellation);
        await PeriodClosing.CloseAsync(connection, counts, Cancellation);
        await transaction.CommitAsync(Cancellation);

        var page = await folding;
        Assert.Equal((1, May), (page.Entries, page.ClosedThrough));
        Assert.All(page.Deltas, delta => Assert.Equal(May.Next, delta.Period));
        Assert.Equal(1, (await scene.Store.PeriodAsync(Leaf, May.Next, Cancellation)).Flows.Total(CountBlock.Urban, Measure.AdjustedIn));
    }

    /// <summary>79/2020 (九): the 20th is the last day of its period.</summary>
    [Theory]
    [InlineData("2026-05-20", 1)]
    [InlineData("2026-05-21", 0)]
    public async Task What_waits_of_the_20th_keeps_the_period_open_and_of_the_21st_it_does_not(string on, int waiting)
    {
        await using var scene = await CountScene.CreateAsync();
        await RegisterAsync(scene, 1, DateOnly.ParseExact(on, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        await using var connection = await scene.Source.OpenConnectionAsync(Cancellation);
        await using var transaction = await connection.BeginTransactionAsync(Cancellation);
        Assert.Equal(waiting, (await PeriodClosing.LockAsync(connection, [Leaf], May, Cancellation)).Waiting.Count);
    }

    [Fact]
    public async Task Closing_takes_the_earlier_ones_along_and_every_opening_is_the_closing_before()
    {
        await using var scene = await CountScene.CreateAsync();
        var history = new RandomHistory(31);
        while (history.Today < new DateOnly(2026, 5, 25))
            await scene.WriteAsync(Enumerable.Range(0, 20).SelectMany(_ => history.Next()));
        await scene.DrainAsync();
        var first = CountingPeriod.Of(new DateOnly(2025, 12, 1));
        var before = await AllAsync(scene, first, May.Next.Next);
        var version = (await scene.Store.LoadAsync(Leaf, Cancellation)).Version;

        await scene.CloseAsync(RandomHistory.Leaves, May);
        Assert.Equal(version + 1, (await scene.Store.LoadAsync(Leaf, Cancellation)).Version);
        Assert.Equal(before, await AllAsync(scene, first, May.Next.Next));

        var series = await scene.Store.SeriesAsync(RandomHistory.Leaves, first, May.Next.Next, Cancellation);
        Assert.Equal(Enumerable.Range(0, series.Count).Select(n => first.Month.AddMonths(n)), series.Select(one => one.Period.Month));
        foreach (var (one, next) in series.Zip(series.Skip(1)))
        {
            Assert.Equal(
                Balance.NextOpening(one.Opening, one.Flows).Cells.OrderBy(cell => cell.Key.ToString(), StringComparer.Ordinal),
                next.Opening.Cells.OrderBy(cell => cell.Key.ToString(), StringComparer.Ordinal)
            );
            Assert.Equal(one.Period <= May, one.Closed);
            Assert.All(one.Flows.Cells.Keys, cell => Assert.Equal(Dimension.Total, cell.Dimension));
        }

        Assert.Equal(
            history.Stock.Count(one => one.Block == CountBlock.Urban),
            series[^1].Opening.Total(CountBlock.Urban, Measure.Opening)
        );
        var only = await scene.Store.SeriesAsync([Leaf], May, May, Cancellation);
        Assert.Equal((Leaf, May, true), (only[0].Region, Assert.Single(only).Period, only[0].Closed));
    }

    [Fact]
    public async Task The_sum_of_two_objects_leaves_out_what_becomes_nothing()
    {
        await using var scene = await CountScene.CreateAsync();
        Assert.Equal(
            """{"b": 5, "d": -1}""",
            await scene.ScalarAsync<string>("""SELECT count_add('{"a": 2, "b": 2}', '{"a": -2, "b": 3, "d": -1, "e": 0}')::text""")
        );
        Assert.Equal("{}", await scene.ScalarAsync<string>("""SELECT count_add('{"a": 2}', '{"a": -2}')::text"""));
        Assert.Equal("{}", await scene.ScalarAsync<string>("SELECT count_add('{}', '{}')::text"));
        Assert.Equal(
            """{"a": 9007199254740993}""",
            await scene.ScalarAsync<string>("""SELECT count_add('{"a": 9007199254740992}', '{"a": 1}')::text""")
        );
    }

    [Theory]
    [InlineData("UPDATE count_movement SET sign = 1")]
    [InlineData("DELETE FROM count_movement")]
    [InlineData("DELETE FROM count_figures")]
    [InlineData("DELETE FROM region_count")]
    [InlineData("UPDATE recount_result SET different_cells = 0")]
    public async Task The_applications_role_can_only_do_what_counting_needs(string sql)
    {
        await using var scene = await CountScene.CreateAsync();
        var refused = await Assert.ThrowsAsync<PostgresException>(() =>
            DatabaseCommands.ExecuteAsync(scene.ApplicationConnectionString, sql)
        );
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    private static async Task RegisterAsync(CountScene scene, int n, DateOnly on)
    {
        var template = new RandomHistory(n).Next()[0].Entries[0].Case;
        var standing = template with
        {
            Region = Leaf,
            Office = Office,
            Block = CountBlock.Urban,
            RegisteredOn = on,
            Reason = UnemploymentReason.Resigned,
            Number = Domain.Numbers.RegistrationNumber.Create(Leaf, on, n),
        };
        await scene.WriteAsync(
            new HistoryStep(
                new PersonId((UInt128)n),
                1,
                "registered",
                on,
                TimeProvider.System.GetUtcNow(),
                new { },
                new StatisticalStatusChange(standing),
                [new CountEntry(CountKind.New, standing, on, on)]
            )
        );
    }

    private static async Task FoldAsync(CountScene scene) => Assert.False((await scene.Store.FoldAsync(Leaf, 100, Cancellation)).More);

    /// <summary>Of February to June.</summary>
    private static async Task<List<long>> OpeningsAsync(CountScene scene)
    {
        var openings = new List<long>();
        for (var period = CountingPeriod.Of(new DateOnly(2026, 2, 1)); period <= May.Next; period = period.Next)
            openings.Add((await scene.Store.PeriodAsync(Leaf, period, Cancellation)).Opening.Total(CountBlock.Urban, Measure.Opening));
        return openings;
    }

    private static async Task<List<string>> AllAsync(CountScene scene, CountingPeriod from, CountingPeriod to)
    {
        var all = new List<string>();
        for (var period = from; period <= to; period = period.Next)
        {
            foreach (
                var (region, office, opening, flows) in (await scene.FiguresAsync(period)).Where(one =>
                    !one.Opening.IsEmpty || !one.Flows.IsEmpty
                )
            )
            {
                all.Add($"{period} {region} {office}: {Text(opening)} / {Text(flows)}");
            }
        }

        return all;
    }

    private static string Text(Figures figures) =>
        string.Join(' ', figures.Cells.Select(cell => $"{cell.Key}={cell.Value}").Order(StringComparer.Ordinal));
}
