namespace Grid.Domain.Counting.Folding;

/// <summary>What was counted turns out wrong: an end that was none, or a registration that never should have been.</summary>
internal static class TakingBack
{
    /// <summary>A revoked exit, or a by-reference case that stands again.</summary>
    public static void Reopened(PageFold page, PendingCount pending)
    {
        var entry = pending.Entry;
        if (page.Segments.Ended(entry.Case.Number, CountKind.Exit, CountKind.BecameOrdinary) is not { } slot)
        {
            page.Unmatched(pending);
            var unknown = new Segment(pending.Person, pending.Sequence, pending.Ordinal, entry.Case, entry.DecidedOn, CountKind.Reopened);
            page.Segments.Open(unknown);
            page.Adjust(pending, SegmentFlows.Entry(unknown), 1, AdjustmentCause.Reopened);
            return;
        }

        // A link may have brought it into another record since.
        slot.Now = WithoutEnd(page, pending, slot.Now!, AdjustmentCause.Reopened) with { Person = pending.Person };
        Correcting.Replace(page, pending, slot);
    }

    /// <summary>Entered in error, or revoked: whether it still stands or has ended since.</summary>
    public static void Removed(PageFold page, PendingCount pending)
    {
        var entry = pending.Entry;
        var slot = page.Segments.Standing(pending.Person, entry.Case.Number) ?? page.Segments.Ended(entry.Case.Number, CountKind.Exit);
        if (slot is null)
        {
            page.Unmatched(pending);
            page.Adjust(pending, new Flow(Measure.New, entry.Case, entry.DecidedOn), -1, AdjustmentCause.Removed);
            return;
        }

        var segment = slot.Now!;
        if (segment.To is not null)
            segment = WithoutEnd(page, pending, segment, AdjustmentCause.Removed);
        if (segment.EnteredBy == CountKind.New)
        {
            page.TakeBack(pending, SegmentFlows.Entry(segment), AdjustmentCause.Removed);
            slot.Now = null;
            return;
        }

        // Where it came from keeps what it counted; it leaves here, on the day that this was found.
        var on = entry.DecidedOn > segment.From ? entry.DecidedOn : segment.From;
        page.Adjust(pending, SegmentFlows.Entry(segment) with { On = on }, -1, AdjustmentCause.Removed);
        slot.Now = segment with { To = on, LeftBy = CountKind.Removed };
    }

    /// <summary>A revocation undone. What had come as new counts as new again; what had come from elsewhere stands here again since it was revoked.</summary>
    public static void Restored(PageFold page, PendingCount pending)
    {
        var entry = pending.Entry;
        if (page.Segments.Ended(entry.Case.Number, CountKind.Removed) is not { } slot)
        {
            var anew = new Segment(pending.Person, pending.Sequence, pending.Ordinal, entry.Case, entry.On, CountKind.New);
            page.Segments.Open(anew);
            page.Count(pending, SegmentFlows.Entry(anew));
            return;
        }

        var segment = slot.Now!;
        page.Adjust(pending, SegmentFlows.Entry(segment) with { On = segment.To!.Value }, 1, AdjustmentCause.Reopened);
        slot.Now = segment with { Person = pending.Person, To = null, LeftBy = null };
        Correcting.Replace(page, pending, slot);
    }

    private static Segment WithoutEnd(PageFold page, PendingCount pending, Segment segment, AdjustmentCause cause)
    {
        page.TakeBack(pending, SegmentFlows.End(segment), cause);
        return segment with { To = null, LeftBy = null, ExitReason = null, WentTo = null };
    }
}
