namespace Grid.Domain.Counting.Folding;

/// <summary>
/// Folds count entries of one leaf into its figures and segments. Pure: the same page on the same state gives the same. The event's date decides the period (79/2020 (九));
/// what belongs to a period that is closed is an adjustment of the earliest open one, and names its own.
/// </summary>
public static class RegionFold
{
    /// <summary>Folds a page.</summary>
    /// <param name="region">The leaf.</param>
    /// <param name="closedThrough">The last closed period; null: every period is open.</param>
    /// <param name="entries">In the order in which they were committed; all are of this region.</param>
    /// <param name="known">Every stored segment of this region of the registrations on the page, in any order.</param>
    public static FoldOutcome Fold(string region, CountingPeriod? closedThrough, IReadOnlyList<PendingCount> entries, IReadOnlyCollection<Segment> known)
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
            case CountKind.New or CountKind.TransferIn or CountKind.LinkIn:
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
