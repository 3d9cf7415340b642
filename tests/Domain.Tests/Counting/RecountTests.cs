using System.Text.Json;
using Grid.Domain.Codes;
using Grid.Domain.Counting;
using Grid.Domain.Counting.Folding;
using Grid.Domain.Counting.Recounting;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Tests.Persons;

namespace Grid.Domain.Tests.Counting;

/// <summary>The recount as a check: it finds what was lost or put in the wrong place, and does not depend on clocks that agree.</summary>
public sealed class RecountTests
{
    private static readonly JsonElement Nothing = JsonDocument.Parse("{}").RootElement;
    private static readonly JsonElement Hired = JsonDocument.Parse("""{"reason":"hired"}""").RootElement;

    private static readonly StatisticalStatus One = StatusOf(1);

    private static readonly RecountLine[] RegisteredAndGone =
    [
        Line(1, 1, "registered", "2026-02-10", One),
        Line(1, 2, "exited", "2026-02-25", null, Hired),
    ];

    [Fact]
    public void Finds_what_is_missing_and_what_is_too_much()
    {
        var recount = Recount([], RegisteredAndGone);
        var full = recount.Figures();
        Assert.Empty(RecountComparison.Differences(full, full));
        var lost = full.Where(f => f.Period.ToString() == "2026-02").ToList();
        var differences = RecountComparison.Differences(full, lost).ToList();
        Assert.All(differences, d => Assert.Equal((1, 0, "2026-03"), (d.Recounted, d.Counted, d.Period.ToString())));
        Assert.Equal(8, differences.Count); // Total, sex, education and exit reason, for the office and for the region.
        Assert.All(RecountComparison.Differences(lost, full), d => Assert.Equal((0, 1), (d.Recounted, d.Counted)));
    }

    [Fact]
    public void Who_leaves_on_a_day_is_not_counted_at_its_end()
    {
        var recount = Recount([], RegisteredAndGone);
        Assert.Equal(1, recount.StockAtEndOf(World.Day("2026-02-24")).Values.Sum());
        Assert.Empty(recount.StockAtEndOf(World.Day("2026-02-25")));
    }

    [Theory]
    [InlineData("2026-02-14", false)]
    [InlineData("2026-02-15", true)]
    [InlineData("2026-03-09", true)]
    [InlineData("2026-03-10", false)]
    public void Recognition_as_a_hardship_person_holds_on_its_first_and_last_day_for_the_count_and_the_recount(string on, bool counts)
    {
        var recognised = One with { Hardship = new ValidTime(World.Day("2026-02-15"), World.Day("2026-03-09")) };
        var day = World.Day(on);
        var counted = new Movement(CountingPeriod.Of(day), Measure.Exited, 1, recognised, day, World.IdOf(1), 2, 0, 0)
        {
            ExitReason = ExitReason.Hired,
        };
        Assert.Equal(counts, counted.Cells(exact: true).Any(cell => cell.Dimension == Dimension.HardshipReemployed));

        var recounted = Recount([], [Line(1, 1, "registered", "2026-02-10", recognised), Line(1, 2, "exited", on, null, Hired)]).Figures();
        Assert.Equal(counts, recounted.Any(f => f.Figures.Cells.Keys.Any(cell => cell.Dimension == Dimension.HardshipReemployed)));
    }

    [Fact]
    public void Takes_70_for_90_on_both_sides()
    {
        var exact = new Figures([
            KeyValuePair.Create(new FigureCell(CountBlock.Urban, Measure.New, Dimension.Reason, "70"), 2L),
            KeyValuePair.Create(new FigureCell(CountBlock.Urban, Measure.New, Dimension.Reason, "90"), 1L),
        ]);
        Assert.Equal(3, Assert.Single(RecountComparison.AsShown(exact).Cells).Value);
    }

    [Fact]
    public void Believes_an_adjustment_its_period_but_not_that_there_is_one()
    {
        Adjustment Made(Measure instead, string on) =>
            new(
                One.Region,
                One.Office,
                One.Block,
                Period("2026-05"),
                CountingPeriod.Of(World.Day(on)),
                -1,
                AdjustmentCause.Late,
                instead,
                One.Number,
                World.Day(on),
                World.IdOf(1),
                2,
                0,
                0
            );

        var late = Recount([Made(Measure.Exited, "2026-02-25")], RegisteredAndGone).Figures();
        Assert.Equal(
            1,
            late.Single(f => f.Office == "*" && f.Period == Period("2026-05")).Figures.Total(CountBlock.Urban, Measure.AdjustedOut)
        );
        Assert.DoesNotContain(late, f => f.Period == Period("2026-03"));
        foreach (var wrong in new[] { Made(Measure.TransferredOut, "2026-02-25"), Made(Measure.Exited, "2026-02-24") })
            Assert.DoesNotContain(Recount([wrong], RegisteredAndGone).Figures(), f => f.Period == Period("2026-05"));
    }

    [Fact]
    public void A_link_recorded_in_the_wrong_order_counts_the_same()
    {
        RecountLine[] lines =
        [
            Line(1, 1, "registered", "2026-02-10", One),
            Line(1, 2, "linkedTo", "2026-02-11", null),
            Line(2, 1, "caseTakenOver", "2026-02-11", One),
            Line(2, 2, "exited", "2026-02-25", null, Hired),
            Line(2, 3, "exitRevoked", "2026-02-26", One),
        ];
        var right = Recount([], lines);
        Assert.Equal(1, right.StockAtEndOf(World.Day("2026-02-27"))[(One.Region, One.Office, One.Block)]);
        foreach (var order in new[] { new[] { 0, 2, 1, 3, 4 }, [2, 0, 1, 3, 4] })
        {
            var other = Recount([], [.. order.Select(i => lines[i])]);
            Assert.Empty(RecountComparison.Differences(right.Figures(), other.Figures()));
            Assert.Equal(right.StockAtEndOf(World.Day("2026-02-27")), other.StockAtEndOf(World.Day("2026-02-27")));
        }
    }

    [Fact]
    public void Says_that_lines_are_missing()
    {
        var recount = new JournalRecount([]);
        recount.Add(Line(1, 1, "registered", "2026-02-10", One));
        recount.Add(Line(2, 3, "exitRevoked", "2026-02-12", StatusOf(2)));
        Assert.Equal(1, recount.Inconsistencies);
    }

    private static JournalRecount Recount(IEnumerable<Adjustment> adjustments, IEnumerable<RecountLine> lines)
    {
        var recount = new JournalRecount(adjustments);
        foreach (var line in lines)
            recount.Add(line);
        Assert.Equal(0, recount.Inconsistencies);
        return recount;
    }

    private static CountingPeriod Period(string text) =>
        CountingPeriod.TryParse(text, out var period) ? period : throw new FormatException(text);

    private static RecountLine Line(int person, long sequence, string name, string on, StatisticalStatus? now, JsonElement? facts = null) =>
        new(World.IdOf(person), sequence, name, World.Day(on), World.Day(on), facts ?? Nothing, new StatisticalStatusChange(now));

    private static StatisticalStatus StatusOf(int serial) =>
        new(
            RegistrationNumber.Create("980102", World.Day("2026-02-10"), serial),
            "980102",
            World.Urban,
            CountBlock.Urban,
            PlaceGround.HabitualResidence,
            ApplicationChannel.Online,
            UnemploymentReason.Resigned,
            World.Day("2026-01-01"),
            World.Day("2026-02-10"),
            Sex.Female,
            World.Day("1985-06-12"),
            "21",
            null,
            null
        );
}
