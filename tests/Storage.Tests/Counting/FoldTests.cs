using Grid.Domain.Counting;
using Grid.Domain.Counting.Folding;
using Grid.Domain.Counting.Recounting;
using Grid.Grains.Interfaces.Counting;

namespace Grid.Storage.Tests.Counting;

/// <summary>Pages of entries become figures, segments and movements, each entry once.</summary>
public sealed class FoldTests
{
    private const string Leaf = "360102";

    private static CancellationToken Cancellation => CountScene.Cancellation;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task What_is_folded_is_what_stands(int seed)
    {
        await using var scene = await CountScene.CreateAsync();
        var history = await scene.LiveAsync(seed, 600);
        Assert.Equal(0L, await scene.ScalarAsync<long>("SELECT count(*) FROM count_entry"));

        var segments = await scene.SegmentsAsync();
        Assert.Equal(
            history.Stock.OrderBy(one => one.Number.Value, StringComparer.Ordinal),
            segments
                .Where(segment => segment.To is null)
                .Select(segment => segment.Case)
                .OrderBy(one => one.Number.Value, StringComparer.Ordinal)
        );
        Assert.Equal(0L, await scene.ScalarAsync<long>("SELECT count(*) FROM count_segment WHERE reason = 70"));

        // In every open period to come, and so also at its end, the figures are those who stand.
        var period = CountingPeriod.Of(history.Today).Next;
        foreach (var (region, office, opening, flows) in await scene.FiguresAsync(period))
        {
            Assert.True(flows.IsEmpty);
            var expected = new Figures();
            foreach (var one in history.Stock.Where(one => one.Region == region && (office == FoldDelta.Region || one.Office == office)))
            {
                expected.Add(FigureCell.Total(one.Block, Measure.Opening), 1);
                expected.Add(new FigureCell(one.Block, Measure.Opening, Dimension.Sex, one.Sex == Domain.Codes.Sex.Male ? "1" : "2"), 1);
                expected.Add(new FigureCell(one.Block, Measure.Opening, Dimension.Education, one.Education ?? "none"), 1);
            }

            Assert.Equal(expected.Cells, opening.Cells);
        }
    }

    [Fact]
    public async Task Offices_sum_to_their_region_and_only_the_region_tells_reason_70()
    {
        await using var scene = await CountScene.CreateAsync();
        var history = await scene.LiveAsync(4, 500);
        var exact = 0L;
        for (var period = CountingPeriod.Of(new DateOnly(2025, 11, 1)); period <= CountingPeriod.Of(history.Today); period = period.Next)
        {
            var all = await scene.FiguresAsync(period);
            foreach (var region in RandomHistory.Leaves)
            {
                var own = all.Single(one => one.Region == region && one.Office == FoldDelta.Region);
                var offices = all.Where(one => one.Region == region && one.Office != FoldDelta.Region).ToList();
                exact += own.Flows.Cells.Where(cell => cell.Key is { Dimension: Dimension.Reason, Value: "70" }).Sum(cell => cell.Value);
                Assert.DoesNotContain(offices, office =>
                    office.Flows.Cells.Keys.Any(cell => cell is { Dimension: Dimension.Reason, Value: "70" })
                );
                Assert.True(RecountComparison.AsShown(own.Flows).SameAs(Figures.Sum(offices.Select(office => office.Flows))));
                Assert.True(own.Opening.SameAs(Figures.Sum(offices.Select(office => office.Opening))));
                Assert.All(Balance.Closing(own.Opening, own.Flows).Cells, cell => Assert.True(cell.Value > 0));
            }
        }

        Assert.True(exact > 0);
    }

    [Fact]
    public async Task Many_at_once_fold_each_entry_once()
    {
        await using var scene = await CountScene.CreateAsync();
        var history = new RandomHistory(5);
        for (var i = 0; i < 300; i++)
            await scene.WriteAsync(history.Next());
        var waiting = await scene.ScalarAsync<long>("SELECT count(*) FROM count_entry WHERE region = $1", Leaf);

        var pages = (
            await Task.WhenAll(
                Enumerable
                    .Range(0, 6)
                    .Select(async _ =>
                    {
                        var mine = new List<FoldPage>();
                        do mine.Add(await scene.Store.FoldAsync(Leaf, 7, Cancellation));
                        while (mine[^1].More);
                        return mine;
                    })
            )
        ).SelectMany(mine => mine).Where(page => page.Entries > 0).OrderBy(page => page.VersionBefore).ToList();

        Assert.Equal(waiting, pages.Sum(page => page.Entries));
        Assert.Equal(Enumerable.Range(0, pages.Count).Select(n => (long)n), pages.Select(page => page.VersionBefore));
        Assert.All(pages, page => Assert.Equal(page.VersionBefore + 1, page.VersionAfter));
        Assert.All(pages, page => Assert.Empty(page.Unmatched));
        var loaded = await scene.Store.LoadAsync(Leaf, Cancellation);
        Assert.Equal(pages.Count, loaded.Version);
        foreach (var (period, flows) in loaded.Flows)
        {
            Assert.True(
                flows.SameAs(
                    Figures.Sum(
                        pages
                            .SelectMany(page => page.Deltas)
                            .Where(delta => delta.Office == FoldDelta.Region && delta.Period == period)
                            .Select(delta => delta.Figures)
                    )
                )
            );
        }

        Assert.Equal(history.Stock.Count(one => one.Region == Leaf), (await scene.SegmentsAsync()).Count(segment => segment.To is null));
    }

    [Fact]
    public async Task Movements_sum_to_the_flows()
    {
        await using var scene = await CountScene.CreateAsync();
        var history = await scene.LiveAsync(6, 400);
        for (var period = CountingPeriod.Of(new DateOnly(2025, 11, 1)); period <= CountingPeriod.Of(history.Today); period = period.Next)
        {
            foreach (var (region, office, _, flows) in (await scene.FiguresAsync(period)).Where(one => one.Office != FoldDelta.Region))
            {
                foreach (var measure in Enum.GetValues<Measure>().Where(measure => Balance.SignOf(measure) != 0))
                {
                    Assert.Equal(
                        flows
                            .Cells.Where(cell => cell.Key.Measure == measure && cell.Key.Dimension == Dimension.Total)
                            .Sum(cell => cell.Value),
                        await scene.ScalarAsync<long>(
                            "SELECT coalesce(sum(sign), 0) FROM count_movement WHERE region = $1 AND office = $2 AND period = $3 AND measure = $4",
                            region,
                            office,
                            period.ToString(),
                            Domain.Text.EnumName.Of(measure)
                        )
                    );
                }
            }
        }
    }

    [Fact]
    public async Task Nothing_waiting_writes_nothing_and_moves_as_of()
    {
        await using var scene = await CountScene.CreateAsync();
        var before = TimeProvider.System.GetUtcNow();
        var page = await scene.Store.FoldAsync(Leaf, 10, Cancellation);
        Assert.Equal((0L, 0L, 0, false), (page.VersionBefore, page.VersionAfter, page.Entries, page.More));
        Assert.True(page.AsOf >= before);
        Assert.Equal(0L, await scene.ScalarAsync<long>("SELECT count(*) FROM region_count"));
        Assert.Equal(0, (await scene.Store.LoadAsync(Leaf, Cancellation)).Version);
    }

    [Fact]
    public async Task As_of_is_the_oldest_that_waits_until_nothing_does()
    {
        await using var scene = await CountScene.CreateAsync();
        var history = new RandomHistory(7);
        var steps = Enumerable
            .Range(0, 200)
            .SelectMany(_ => history.Next())
            .Where(step => step.Entries.Any(entry => entry.Region == Leaf))
            .Take(5)
            .ToList();
        await scene.WriteAsync(steps);
        var entries = steps.SelectMany(step => step.Entries.Where(entry => entry.Region == Leaf).Select(_ => step.At)).ToList();

        Assert.Equal(
            new WaitingRegion(Leaf, entries.Count, entries[0].ToUniversalTime()),
            Assert.Single(await scene.Store.WaitingAsync(DateTimeOffset.MaxValue, Cancellation), one => one.Region == Leaf)
        );
        Assert.Empty(await scene.Store.WaitingAsync(entries[0], Cancellation));
        var first = await scene.Store.FoldAsync(Leaf, 1, Cancellation);
        Assert.Equal((1, true, entries[1], entries[0]), (first.Entries, first.More, first.AsOf, first.OldestWritten));
        Assert.Equal(entries[1], (await scene.Store.LoadAsync(Leaf, Cancellation)).AsOf);

        var before = TimeProvider.System.GetUtcNow();
        var last = await scene.Store.FoldAsync(Leaf, 100, Cancellation);
        Assert.Equal((entries.Count - 1, false), (last.Entries, last.More));
        Assert.True(last.AsOf >= before);
    }
}
