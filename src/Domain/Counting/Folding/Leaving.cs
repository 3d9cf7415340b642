namespace Grid.Domain.Counting.Folding;

/// <summary>A registration stands at an office no more: exit, became ordinary, transferred out, or gone by a link. It is counted with the facts that it stood with.</summary>
internal static class Leaving
{
    public static void Fold(PageFold page, PendingCount pending)
    {
        var entry = pending.Entry;
        var slot = page.Segments.Standing(pending.Person, entry.Case.Number);
        if (slot is null)
            page.Unmatched(pending);
        var stood = slot?.Now ?? new Segment(pending.Person, pending.Sequence, pending.Ordinal, entry.Case, entry.On, CountKind.New);

        // A fact that is dated before the case stood at this office counts from the day on which it came.
        var on = entry.On > stood.From ? entry.On : stood.From;
        var ended = stood with
        {
            To = on,
            LeftBy = entry.Kind,
            ExitReason = entry.ExitReason,
            WentTo = entry.Kind == CountKind.TransferOut ? Peers.Of(entry) : null,
        };
        if (slot is not null)
            slot.Now = ended;
        if (entry.Kind == CountKind.LinkOut)
            page.Adjust(pending, SegmentFlows.End(ended), -1, AdjustmentCause.Link);
        else
            page.Count(pending, SegmentFlows.End(ended));
    }
}
