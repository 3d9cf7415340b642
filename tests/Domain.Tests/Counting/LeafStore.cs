using Grid.Domain.Counting;
using Grid.Domain.Counting.Folding;
using Grid.Domain.Counting.Recounting;
using Grid.Domain.Identity;

namespace Grid.Domain.Tests.Counting;

/// <summary>
/// One leaf's live counts, kept as the database keeps them: entries that wait, figures by office and period, segments, adjustments.
/// </summary>
internal sealed class LeafStore(string region)
{
    private readonly Dictionary<(PersonId, long, int), Segment> segments = [];
    private readonly Dictionary<(string Office, CountingPeriod Period), Figures> flows = [];
    private readonly Dictionary<(string Office, CountingPeriod Period), Figures> openings = [];

    public string Region => region;

    public List<PendingCount> Waiting { get; } = [];

    public List<Adjustment> Adjustments { get; } = [];

    public List<Movement> Movements { get; } = [];

    public CountingPeriod? ClosedThrough { get; private set; }

    public IReadOnlyCollection<Segment> Segments => segments.Values;

    public IEnumerable<string> Offices => flows.Keys.Select(k => k.Office).Distinct();

    public IEnumerable<CountingPeriod> Periods => flows.Keys.Select(k => k.Period).Distinct().Order();

    public IEnumerable<RegionOfficeFigures> All => flows.Select(f => new RegionOfficeFigures(region, f.Key.Office, f.Key.Period, f.Value));

    public bool IsOpen(CountingPeriod period) => ClosedThrough is not { } last || period > last;

    public Figures Flows(string office, CountingPeriod period) => flows.GetValueOrDefault((office, period)) ?? new Figures();

    public Figures Opening(string office, CountingPeriod period)
    {
        if (ClosedThrough is { } last && period <= last)
            return openings.GetValueOrDefault((office, period)) ?? new Figures();
        var first = ClosedThrough?.Next ?? Periods.Append(period).Min();
        var opening = openings.GetValueOrDefault((office, first)) ?? new Figures();
        for (var p = first; p < period; p = p.Next)
            opening = Balance.NextOpening(opening, Flows(office, p));
        return opening;
    }

    /// <summary>What the entries that wait would do, without doing it.</summary>
    public FoldOutcome Pending() => Fold(Waiting);

    public void FoldPage(int limit)
    {
        var page = Waiting.Take(limit).ToList();
        Waiting.RemoveRange(0, page.Count);
        var outcome = Fold(page);
        Assert.Empty(outcome.Unmatched);
        AssertSums(outcome);
        foreach (var delta in outcome.Deltas)
        {
            Assert.True(IsOpen(delta.Period), "A closed period moves.");
            if (!this.flows.TryGetValue((delta.Office, delta.Period), out var flows))
                this.flows.Add((delta.Office, delta.Period), flows = new Figures());
            flows.Add(delta.Figures);
        }

        foreach (var segment in outcome.Segments)
            segments[IdentityOf(segment)] = segment;
        foreach (var segment in outcome.Gone)
            Assert.True(segments.Remove(IdentityOf(segment)));
        Adjustments.AddRange(outcome.Adjustments);
        Movements.AddRange(outcome.Movements);
    }

    public void Drain()
    {
        if (Waiting.Count > 0)
            FoldPage(Waiting.Count);
    }

    /// <summary>Closes the period and all before it.</summary>
    public void Close(CountingPeriod period)
    {
        Assert.True(IsOpen(period));
        var first = ClosedThrough?.Next ?? Periods.Append(period).Min();
        foreach (var office in Offices.ToArray())
        {
            for (var p = first; p <= period; p = p.Next)
            {
                openings[(office, p.Next)] = Balance.NextOpening(
                    openings.GetValueOrDefault((office, p)) ?? new Figures(),
                    Flows(office, p)
                );
            }
        }

        ClosedThrough = period;
    }

    private static (PersonId, long, int) IdentityOf(Segment segment) => (segment.OpenedBy, segment.Sequence, segment.Ordinal);

    private FoldOutcome Fold(List<PendingCount> page)
    {
        var numbers = page.Select(p => p.Entry.Case.Number).ToHashSet();
        return RegionFold.Fold(region, ClosedThrough, page, [.. segments.Values.Where(s => numbers.Contains(s.Case.Number)).Reverse()]);
    }

    /// <summary>Deltas are the sums of movements; adjustments are those with a cause.</summary>
    private static void AssertSums(FoldOutcome outcome)
    {
        var sums = new Dictionary<(string, CountingPeriod), Figures>();
        foreach (var m in outcome.Movements)
        {
            foreach (var (office, exact) in new[] { (FoldDelta.Region, true), (m.Case.Office, false) })
            {
                if (!sums.TryGetValue((office, m.Period), out var sum))
                    sums.Add((office, m.Period), sum = new Figures());
                foreach (var cell in m.Cells(exact))
                    sum.Add(cell, m.Sign);
            }
        }

        var nonZero = sums.Where(s => !s.Value.IsEmpty).ToDictionary();
        Assert.Equal(nonZero.Count, outcome.Deltas.Count);
        Assert.All(outcome.Deltas, d => Assert.True(nonZero[(d.Office, d.Period)].SameAs(d.Figures)));
        Assert.Equal(outcome.Movements.Count(m => m.Cause is not null), outcome.Adjustments.Count);
        Assert.Equal(outcome.Movements.Count, outcome.Movements.Select(m => (m.Person, m.Sequence, m.Ordinal, m.Part)).Distinct().Count());
    }
}
