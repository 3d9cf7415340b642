using Grid.Domain.Counting;
using Grid.Domain.Counting.Folding;
using Grid.Grains.Interfaces.Counting;

namespace Grid.Grains.Counting;

/// <summary>
/// A leaf's counts as a reader gets them: only what is committed, never older than the answer before. Loads and pages may overtake each
/// other; what is stored last wins, by version, and of equal versions what was asked for last.
/// </summary>
/// <remarks>For one thread at a time. Figures that were handed out are never changed: a page makes new ones.</remarks>
internal sealed class LeafCountsCache
{
    private const int MostOpenings = 36;

    private readonly Dictionary<CountingPeriod, Figures> openings = [];
    private long tickets;
    private long taken;

    /// <summary>Null until something was loaded.</summary>
    public LeafCounts? Counts { get; private set; }

    /// <summary>Take this before a load begins.</summary>
    public long Ticket() => ++tickets;

    /// <summary>Keeps what was loaded, unless newer counts are present.</summary>
    public void Take(LeafCounts loaded, long ticket)
    {
        if (ticket < taken || loaded.Version < (Counts?.Version ?? 0))
            return;
        taken = ticket;
        Set(loaded);
    }

    /// <summary>Adds a page; false when it does not follow the present counts, which must then be loaded.</summary>
    public bool Add(FoldPage page)
    {
        if (Counts is not { } before || before.Version != page.VersionBefore || before.ClosedThrough != page.ClosedThrough)
            return false;
        var asOf = page.AsOf > before.AsOf ? page.AsOf : before.AsOf;
        if (page.VersionAfter == page.VersionBefore)
        {
            Counts = before with { AsOf = asOf };
            return true;
        }

        var flows = before.Flows.ToDictionary();
        foreach (var delta in page.Deltas.Where(d => d.Office == FoldDelta.Region))
        {
            var figures = flows.TryGetValue(delta.Period, out var old) ? old.Copy() : new Figures();
            figures.Add(delta.Figures);
            if (figures.IsEmpty)
                flows.Remove(delta.Period);
            else
                flows[delta.Period] = figures;
        }

        Set(before with { Version = page.VersionAfter, Flows = flows, AsOf = asOf });
        return true;
    }

    public static bool IsClosed(LeafCounts counts, CountingPeriod period) => counts.ClosedThrough is { } last && period <= last;

    /// <summary>The figures of an open period. Its opening is the last closing plus every movement since.</summary>
    public RegionFigures Open(CountingPeriod period)
    {
        var counts = Counts ?? throw new InvalidOperationException("Nothing was loaded.");
        if (!openings.TryGetValue(period, out var opening))
        {
            opening = counts.Opening.Copy();
            foreach (var (_, earlier) in counts.Flows.Where(f => f.Key < period))
                opening.Add(Balance.Net(earlier));
            if (openings.Count >= MostOpenings)
                openings.Clear();
            openings[period] = opening;
        }

        return new RegionFigures(
            counts.Region,
            period,
            opening,
            counts.Flows.GetValueOrDefault(period) ?? new Figures(),
            Closed: false,
            counts.AsOf,
            counts.Version
        );
    }

    private void Set(LeafCounts counts)
    {
        Counts = counts;
        openings.Clear();
    }
}
