using Grid.Domain.Codes;
using Grid.Domain.Counting;
using Grid.Domain.Counting.Folding;

namespace Grid.Domain.Tests.Counting;

/// <summary>What is true of a leaf's live counts when nothing waits.</summary>
internal static class LeafChecks
{
    public static void Check(LeafStore leaf, StayModel model, CountingPeriod through)
    {
        Assert.Empty(leaf.Waiting);
        var first = leaf.ClosedThrough?.Next ?? leaf.Periods.Append(through).Min();
        foreach (var office in leaf.Offices.ToArray())
        {
            bool Here(StayFacts f) => f.Region == leaf.Region && (office == FoldDelta.Region || f.Office == office);
            for (var p = first; p <= through; p = p.Next)
            {
                var flows = leaf.Flows(office, p);
                Sums(flows);
                Same(model.Flows(Here, p, exact: office == FoldDelta.Region), Own(flows), $"{office} {p} flows");
                Same(model.Stock(Here, p.Last), Balance.Closing(leaf.Opening(office, p), flows), $"{office} {p} closing");
                Adjustments(leaf, office, p, flows);
            }
        }

        for (var day = first.First; day <= through.Last; day = day.AddDays(1))
            Same(model.Stock(f => f.Region == leaf.Region, day), Stock(leaf.Segments, day), $"{leaf.Region} {day:O} segments");
    }

    /// <summary>Every breakdown of a measure sums to its total; what is an "of which" stays below it.</summary>
    public static void Sums(Figures flows)
    {
        foreach (var measure in flows.Cells.GroupBy(c => (c.Key.Block, c.Key.Measure)))
        {
            var total = flows.Total(measure.Key.Block, measure.Key.Measure);
            Assert.All(measure, c => Assert.True(c.Value > 0, $"{c.Key} is {c.Value}."));
            foreach (var dimension in measure.GroupBy(c => c.Key.Dimension))
            {
                if (dimension.Key == Dimension.HardshipReemployed)
                    Assert.True(dimension.Sum(c => c.Value) <= total);
                else
                    Assert.Equal(total, dimension.Sum(c => c.Value));
            }

            var dimensions = measure.Select(c => c.Key.Dimension).ToHashSet();
            Assert.Superset(new HashSet<Dimension>([Dimension.Total, Dimension.Sex, Dimension.Education]), dimensions);
        }
    }

    public static Figures Stock(IEnumerable<Segment> segments, DateOnly day)
    {
        var stock = new Figures();
        foreach (var s in segments.Where(s => s.StandsAtEndOf(day)).Select(s => s.Case))
        {
            stock.Add(FigureCell.Total(s.Block, Measure.Closing), 1);
            stock.Add(new FigureCell(s.Block, Measure.Closing, Dimension.Sex, $"{(int)s.Sex}"), 1);
            stock.Add(new FigureCell(s.Block, Measure.Closing, Dimension.Education, s.Education ?? "none"), 1);
        }

        return stock;
    }

    public static void Same(Figures expected, Figures actual, string what)
    {
        var wrong = expected
            .Cells.Keys.Union(actual.Cells.Keys)
            .Where(c => expected[c] != actual[c])
            .Select(c => $"{c}: {expected[c]} ≠ {actual[c]}");
        Assert.True(expected.SameAs(actual), $"{what}: {string.Join("; ", wrong)}");
    }

    /// <summary>Without what the model has no word for.</summary>
    private static Figures Own(Figures flows) =>
        new(flows.Cells.Where(c => c.Key.Measure is not (Measure.AdjustedIn or Measure.AdjustedOut)));

    /// <summary>Each unit that is adjusted has an adjustment that names its event.</summary>
    private static void Adjustments(LeafStore leaf, string office, CountingPeriod period, Figures flows)
    {
        foreach (var block in Enum.GetValues<CountBlock>())
        {
            var made = leaf
                .Adjustments.Where(a => a.Period == period && a.Block == block && (office == FoldDelta.Region || a.Office == office))
                .ToList();
            Assert.Equal(flows.Total(block, Measure.AdjustedIn), made.Count(a => a.Sign == 1));
            Assert.Equal(flows.Total(block, Measure.AdjustedOut), made.Count(a => a.Sign == -1));
            Assert.All(made, a => Assert.True(a.Natural <= a.Period && CountingPeriod.Of(a.On) == a.Natural));
        }
    }
}
