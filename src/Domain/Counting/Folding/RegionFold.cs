namespace Grid.Domain.Counting.Folding;

/// <summary>
/// Folds count entries of one leaf into its figures and segments. Pure: the same page on the same state gives the same. The event's date
/// decides the period (79/2020 (九)); what belongs to a period that is closed is an adjustment of the earliest open one, and names its own.
/// </summary>
public static class RegionFold
{
    /// <summary>Folds a page.</summary>
    /// <param name="region">The leaf.</param>
    /// <param name="closedThrough">The last closed period; null: every period is open.</param>
    /// <param name="entries">In the order in which they were committed; all are of this region.</param>
    /// <param name="known">Every stored segment of this region of the registrations on the page, in any order.</param>
    public static FoldOutcome Fold(
        string region,
        CountingPeriod? closedThrough,
        IReadOnlyList<PendingCount> entries,
        IReadOnlyCollection<Segment> known
    )
    {
        ArgumentNullException.ThrowIfNull(entries);
        ArgumentNullException.ThrowIfNull(known);
        var page = new PageFold(region, closedThrough, known);
        foreach (var pending in entries)
        {
            page.Next();
            Fold(page, pending);
        }

        return page.Outcome();
    }

    private static void Fold(PageFold page, PendingCount pending)
    {
        switch (pending.Entry.Kind)
        {
            case CountKind.New or CountKind.TransferIn or CountKind.LinkIn or CountKind.Baseline:
                Entering.Fold(page, pending);
                break;
            case CountKind.Exit or CountKind.BecameOrdinary or CountKind.TransferOut or CountKind.LinkOut:
                Leaving.Fold(page, pending);
                break;
            case CountKind.Reopened:
                TakingBack.Reopened(page, pending);
                break;
            case CountKind.Removed:
                TakingBack.Removed(page, pending);
                break;
            case CountKind.Restored:
                TakingBack.Restored(page, pending);
                break;
            case CountKind.Corrected or CountKind.Changed:
                Correcting.Fold(page, pending);
                break;
            default:
                throw new ArgumentException($"No fold for {pending.Entry.Kind}.", nameof(pending));
        }
    }
}

/// <summary>What a page of entries does.</summary>
/// <param name="Deltas">For each office and period that moved, and for the region as a whole.</param>
/// <param name="Segments">The segments that are new or not as they were, each once, as they are now.</param>
/// <param name="Gone">The segments that never were (entered in error in an open period).</param>
/// <param name="Adjustments">The figures that are counted in another period than their own.</param>
/// <param name="Unmatched">Entries that had no segment to end or change: counted by their own facts, and to be examined.</param>
/// <param name="Movements">Each unit that moved, in order. The deltas are the sums of their cells, exact for the region and as shown for
/// the offices; the adjustments are those with a cause.</param>
public sealed record FoldOutcome(
    IReadOnlyList<FoldDelta> Deltas,
    IReadOnlyList<Segment> Segments,
    IReadOnlyList<Segment> Gone,
    IReadOnlyList<Adjustment> Adjustments,
    IReadOnlyList<PendingCount> Unmatched,
    IReadOnlyList<Movement> Movements
) : Discreet;

/// <summary>What a page of entries adds to the figures of one office, or of the region, in one period.</summary>
/// <param name="Office">The office; <see cref="Region"/> for the region's own total, the only place where reason 70 is distinguished from
/// 90.</param>
public sealed record FoldDelta(string Office, CountingPeriod Period, Figures Figures) : Discreet
{
    /// <summary>In place of an office: the whole region.</summary>
    public const string Region = "*";
}

/// <summary>Which periods of a leaf are open: all after the last that was closed; every one when none was.</summary>
internal readonly struct FoldPeriods(CountingPeriod? closedThrough)
{
    public bool IsOpen(CountingPeriod period) => closedThrough is not { } last || period > last;

    /// <summary>The period itself while it is open, else the earliest one that is.</summary>
    public CountingPeriod OpenFrom(CountingPeriod period) => closedThrough is { } last && period <= last ? last.Next : period;
}
