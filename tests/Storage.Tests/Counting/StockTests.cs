using Grid.Domain.Codes;
using Grid.Domain.Counting;
using Grid.Domain.Retirement;
using Grid.Grains.Interfaces.Counting;
using Grid.Grains.Interfaces.Persons.Reading;

namespace Grid.Storage.Tests.Counting;

/// <summary>Any day's stock, and the persons behind each figure.</summary>
public sealed class StockTests
{
    private static CancellationToken Cancellation => CountScene.Cancellation;

    [Fact]
    public async Task The_stock_of_any_day_is_what_one_counts_by_hand()
    {
        await using var scene = await CountScene.CreateAsync();
        var history = await scene.LiveAsync(21, 500);
        var segments = await scene.SegmentsAsync();
        foreach (
            var day in Enumerable
                .Range(-20, 70)
                .Select(n => history.Today.AddDays(-n))
                .Where(day => day.Day % 5 == 0 || day == history.Today)
        )
        {
            foreach (
                var leaves in (string[][])
                    [
                        [.. RandomHistory.Leaves],
                        ["360103"],
                    ]
            )
            {
                var stock = await scene.Stock.OnAsync(leaves, day, StockBands.Usual, Cancellation);
                var standing = segments
                    .Where(segment => segment.StandsAtEndOf(day) && leaves.Contains(segment.Case.Region, StringComparer.Ordinal))
                    .Select(segment => segment.Case)
                    .ToList();
                Assert.Equal(standing.Select(one => one.Block).Distinct().Order(), stock.Blocks.Keys.Order());
                foreach (var (block, found) in stock.Blocks)
                    AssertSame([.. standing.Where(one => one.Block == block)], day, found);
            }
        }
    }

    [Theory]
    [InlineData("2004-02-29", "2029-02-28", 16)] // 25 on 1 March of a common year.
    [InlineData("2004-02-29", "2029-03-01", 25)]
    [InlineData("2003-02-28", "2028-02-29", 25)]
    [InlineData("2003-03-01", "2028-02-29", 16)]
    [InlineData("2001-06-15", "2026-06-14", 16)]
    [InlineData("2001-06-15", "2026-06-15", 25)]
    [InlineData("2010-06-16", "2026-06-15", -1)]
    [InlineData(null, "2026-06-15", -1)]
    public async Task Ages_change_on_the_birthday(string? born, string day, int band)
    {
        await using var scene = await CountScene.CreateAsync();
        var on = DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);
        await StandAsync(
            scene,
            on.AddDays(-1),
            born is null ? null : DateOnly.Parse(born, System.Globalization.CultureInfo.InvariantCulture)
        );
        var stock = (await scene.Stock.OnAsync(["360102"], on, StockBands.Usual, Cancellation)).Blocks[CountBlock.Urban];
        Assert.Equal(band, Assert.Single(stock.Ages, age => age.Count > 0).From);
    }

    [Theory]
    [InlineData("2026-01-31", "2026-02-28", 0, false)]
    [InlineData("2026-02-16", "2026-06-15", 0, false)]
    [InlineData("2026-02-15", "2026-06-15", 4, false)]
    [InlineData("2025-12-16", "2026-06-15", 4, false)]
    [InlineData("2025-12-15", "2026-06-15", 4, true)]
    [InlineData("2025-08-31", "2026-02-28", 4, false)] // Six full months on 1 March only.
    [InlineData("2025-08-31", "2026-03-01", 4, true)]
    [InlineData("2025-05-15", "2026-06-15", 13, true)]
    [InlineData("2020-05-15", "2026-06-15", 25, true)]
    public async Task Months_are_full_ones(string registered, string day, int band, bool longTerm)
    {
        await using var scene = await CountScene.CreateAsync();
        await StandAsync(scene, DateOnly.Parse(registered, System.Globalization.CultureInfo.InvariantCulture), null);
        var on = DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);
        var stock = (await scene.Stock.OnAsync(["360102"], on, StockBands.Usual, Cancellation)).Blocks[CountBlock.Urban];
        Assert.Equal((band, longTerm ? 1 : 0), (Assert.Single(stock.Months, months => months.Count > 0).From, stock.LongTerm));
    }

    [Theory]
    [InlineData(22)]
    [InlineData(23)]
    public async Task Each_cell_leads_to_as_many_persons_as_it_says(int seed)
    {
        await using var scene = await CountScene.CreateAsync();
        var history = await scene.LiveAsync(seed, 400);
        var cells = 0;
        for (var period = CountingPeriod.Of(new DateOnly(2025, 11, 1)); period <= CountingPeriod.Of(history.Today); period = period.Next)
        {
            foreach (var (region, office, opening, flows) in (await scene.FiguresAsync(period)).Where(one => one.Office != "*"))
            {
                foreach (var (cell, n) in opening.Cells.Concat(flows.Cells).Concat(Balance.Closing(opening, flows).Cells))
                {
                    Assert.Equal((cell, n), (cell, await CountAsync(scene, new FigureQuery([region], office, period, cell))));
                    cells++;
                }
            }
        }

        Assert.True(cells > 500);
        var last = CountingPeriod.Of(history.Today).Next;
        var all = await PersonsAsync(
            scene,
            new FigureQuery(RandomHistory.Leaves, null, last, FigureCell.Total(CountBlock.Urban, Measure.Closing))
        );
        Assert.Equal(
            history.Stock.Where(one => one.Block == CountBlock.Urban).Select(one => one.Number.Value).Order(StringComparer.Ordinal),
            all.Select(one => one.Registration.Value).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task A_cell_that_is_none_has_no_persons_and_reason_70_is_among_90()
    {
        await using var scene = await CountScene.CreateAsync();
        await StandAsync(scene, new DateOnly(2026, 5, 1), null, UnemploymentReason.ReleasedFromPrison);
        var query = new FigureQuery(
            ["360102"],
            null,
            CountingPeriod.Of(new DateOnly(2026, 5, 1)),
            new FigureCell(CountBlock.Urban, Measure.New, Dimension.Reason, "90")
        );
        Assert.Equal("registered/1", Assert.Single(await PersonsAsync(scene, query)).Event);
        foreach (
            var cell in (FigureCell[])
                [
                    query.Cell with
                    {
                        Value = "70",
                    },
                    query.Cell with
                    {
                        Value = "x\0",
                    },
                    query.Cell with
                    {
                        Measure = Measure.Exited,
                    },
                    query.Cell with
                    {
                        Dimension = Dimension.Sex,
                        Value = "9999999",
                    },
                    query.Cell with
                    {
                        Dimension = Dimension.Peer,
                        Value = "'",
                    },
                    query.Cell with
                    {
                        Dimension = Dimension.Total,
                        Value = "some",
                    },
                ]
        )
        {
            Assert.Empty(await PersonsAsync(scene, query with { Cell = cell }));
        }

        await Assert.ThrowsAsync<InvalidCursorException>(() =>
            scene.Stock.PersonsAsync(query, new PageRequest(5, "nonsense"), Cancellation)
        );
    }

    [Fact]
    public async Task A_correction_between_reasons_70_and_90_shows_in_the_regions_figures_and_in_no_row_of_a_person()
    {
        await using var scene = await CountScene.CreateAsync();
        var on = new DateOnly(2026, 5, 1);
        await StandAsync(scene, on, null, UnemploymentReason.ReleasedFromPrison);
        var exact = Assert.Single(await scene.SegmentsAsync()).Case;
        const string Rows = "SELECT string_agg(md5(m::text), ' ') FROM count_movement AS m";
        var before = await scene.ScalarAsync<string>(Rows);
        var right = exact with { Reason = UnemploymentReason.Other };
        await scene.WriteAsync(
            new HistoryStep(
                new Domain.Identity.PersonId(1),
                2,
                "dataCorrected",
                on,
                TimeProvider.System.GetUtcNow(),
                new { },
                null,
                [new CountEntry(CountKind.Corrected, right, on, on)]
            )
        );
        Assert.Equal(1, (await scene.Store.FoldAsync("360102", 10, Cancellation)).Entries);

        Assert.Equal(before, await scene.ScalarAsync<string>(Rows));
        var figures = await scene.Store.PeriodAsync("360102", CountingPeriod.Of(on), Cancellation);
        var cell = new FigureCell(CountBlock.Urban, Measure.New, Dimension.Reason, "90");
        Assert.Equal((1, 0), (figures.Flows[cell], figures.Flows[cell with { Value = "70" }]));
        Assert.Equal(UnemploymentReason.Other, Assert.Single(await scene.SegmentsAsync()).Case.Reason);
    }

    private static async Task StandAsync(
        CountScene scene,
        DateOnly on,
        DateOnly? born,
        UnemploymentReason reason = UnemploymentReason.Resigned
    )
    {
        var template = new RandomHistory(1).Next()[0].Entries[0].Case;
        var standing = template with
        {
            Region = "360102",
            Office = "36010200",
            Block = CountBlock.Urban,
            RegisteredOn = on,
            BirthDate = born,
            Reason = reason,
        };
        await scene.WriteAsync(
            new HistoryStep(
                new Domain.Identity.PersonId(1),
                1,
                "registered",
                on,
                TimeProvider.System.GetUtcNow(),
                new { },
                new StatisticalStatusChange(standing.Shown()),
                [new CountEntry(CountKind.New, standing, on, on)]
            )
        );
        Assert.Equal(1, (await scene.Store.FoldAsync("360102", 10, Cancellation)).Entries);
    }

    private static void AssertSame(List<StatisticalStatus> standing, DateOnly day, StockBreakdown found)
    {
        Assert.Equal(standing.Count, found.Total);
        Assert.Equal(Count(standing, one => one.Sex == Sex.Male ? "1" : "2"), found.Sex.ToDictionary());
        Assert.Equal(Count(standing, one => one.Education ?? "none"), found.Education.ToDictionary());
        Assert.Equal(standing.Count(one => one.Hardship?.Covers(day) == true), found.Hardship);
        Assert.Equal(standing.Count(one => one.Benefit?.Covers(day) == true), found.Benefit);
        Assert.Equal(standing.Count(one => Months(one, day) >= 6), found.LongTerm);
        Assert.Equal(
            Count(standing, one => Band(StockBands.Usual.Ages, one.BirthDate is { } born ? Age.FullYears(born, day) : -1)),
            found.Ages.Where(band => band.Count > 0).ToDictionary(band => band.From, band => band.Count)
        );
        Assert.Equal(
            Count(standing, one => Band(StockBands.Usual.Months, Months(one, day))),
            found.Months.Where(band => band.Count > 0).ToDictionary(band => band.From, band => band.Count)
        );
    }

    private static int Band(IReadOnlyList<int> lowerEnds, int value) => lowerEnds.Where(from => from <= value).DefaultIfEmpty(-1).Last();

    private static int Months(StatisticalStatus one, DateOnly day) =>
        ((day.Year - one.RegisteredOn.Year) * 12) + day.Month - one.RegisteredOn.Month - (day.Day < one.RegisteredOn.Day ? 1 : 0);

    private static Dictionary<TKey, long> Count<TKey>(List<StatisticalStatus> standing, Func<StatisticalStatus, TKey> by)
        where TKey : notnull => standing.GroupBy(by).ToDictionary(group => group.Key, group => (long)group.Count());

    private static async Task<long> CountAsync(CountScene scene, FigureQuery query) => (await PersonsAsync(scene, query)).Count;

    private static async Task<List<FigurePerson>> PersonsAsync(CountScene scene, FigureQuery query)
    {
        var persons = new List<FigurePerson>();
        string? after = null;
        do
        {
            var page = await scene.Stock.PersonsAsync(query, new PageRequest(7, after), Cancellation);
            Assert.True(page.Items.Count == 7 || page.Next is null);
            persons.AddRange(page.Items);
            after = page.Next;
        } while (after is not null);
        return persons;
    }
}
