namespace Grid.Domain.Counting.Folding;

/// <summary>The facts of a registration that stands turn out otherwise, or change.</summary>
internal static class Correcting
{
    public static void Fold(PageFold page, PendingCount pending)
    {
        if (page.Segments.Standing(pending.Person, pending.Entry.Case.Number) is { } slot)
            Replace(page, pending, slot);
        else
            page.Unmatched(pending);
    }

    /// <summary>
    /// The entry's facts take the place of the segment's. The movement by which it came is counted with the right ones: in its own place while its period is open, else
    /// adjusted out with the old ones and in with the right ones. Facts that no figure of that movement shows move none.
    /// </summary>
    public static void Replace(PageFold page, PendingCount pending, SegmentBook.Slot slot)
    {
        var before = slot.Now!;
        var after = before with { Case = pending.Entry.Case };
        slot.Now = after;
        var (old, right) = (SegmentFlows.Entry(before), SegmentFlows.Entry(after));
        var recounts = page.IsOpen(old) && old.Measure != Measure.AdjustedIn;
        if (old.IsCountedAs(right, exact: recounts, pending))
            return;
        if (recounts)
        {
            page.TakeBack(pending, old, AdjustmentCause.Corrected);
            page.Count(pending, right, AdjustmentCause.Corrected);
        }
        else
        {
            page.Adjust(pending, old, -1, AdjustmentCause.Corrected);
            page.Adjust(pending, right, 1, AdjustmentCause.Corrected);
        }
    }
}
