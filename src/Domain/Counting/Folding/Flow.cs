using Grid.Domain.Codes;

namespace Grid.Domain.Counting.Folding;

/// <summary>What a movement is before it is known in which period it is counted.</summary>
/// <param name="Facts">Exact: what shows 90 for 70 is made from it.</param>
/// <param name="On">The day by which it is placed.</param>
internal readonly record struct Flow(Measure Measure, StatisticalStatus Facts, DateOnly On)
{
    /// <summary>Of a transfer.</summary>
    public string? Peer { get; init; }

    /// <summary>Of an exit.</summary>
    public ExitReason? ExitReason { get; init; }

    /// <summary>What it does to the stock: +1 or −1.</summary>
    public int Effect => Balance.SignOf(Measure);

    /// <summary>The period of its day.</summary>
    public CountingPeriod Natural => CountingPeriod.Of(On);

    public Movement In(CountingPeriod period, int sign, PendingCount entry, int part) =>
        new(period, Measure, sign, Facts, On, entry.Person, entry.Sequence, entry.Ordinal, part) { Peer = Peer, ExitReason = ExitReason };

    /// <summary>As an adjustment of that period: the effect on the stock, with the breakdowns that all measures share.</summary>
    public Movement Adjusted(CountingPeriod period, int effect, AdjustmentCause cause, PendingCount entry, int part) =>
        new(period, effect > 0 ? Measure.AdjustedIn : Measure.AdjustedOut, 1, Facts, On, entry.Person, entry.Sequence, entry.Ordinal, part)
        {
            Cause = cause,
            Natural = Natural,
            Instead = Measure,
        };

    /// <summary>Whether it is counted in the same cells as another one, so that the one can replace the other.</summary>
    /// <param name="exact">In the region's own figures too.</param>
    public bool IsCountedAs(Flow other, bool exact, PendingCount entry) =>
        In(Natural, 1, entry, 0).Cells(exact).SequenceEqual(other.In(Natural, 1, entry, 0).Cells(exact));
}

/// <summary>A registration becomes active at an office: new, transferred in, or brought by a link.</summary>
internal static class Entering
{
    public static void Fold(PageFold page, PendingCount pending)
    {
        var entry = pending.Entry;
        var segment = new Segment(pending.Person, pending.Sequence, pending.Ordinal, entry.Case, entry.On, entry.Kind)
        {
            CameFrom = entry.Kind == CountKind.TransferIn ? TransferCounterpart.Of(entry) : null,
        };
        page.Segments.Open(segment);
        if (entry.Kind == CountKind.LinkIn)
            page.Adjust(pending, SegmentFlows.Entry(segment), 1, AdjustmentCause.Link);
        else if (entry.Kind == CountKind.Baseline)
            page.Adjust(pending, SegmentFlows.Entry(segment), 1, AdjustmentCause.Baseline);
        else
            page.Count(pending, SegmentFlows.Entry(segment));
    }
}

/// <summary>
/// A registration is no longer active at an office: exit, became ordinary, transferred out, or taken along by a link. It is counted with
/// the facts that it had there.
/// </summary>
internal static class Leaving
{
    public static void Fold(PageFold page, PendingCount pending)
    {
        var entry = pending.Entry;
        var slot = page.Segments.OpenIn(pending.Person, entry.Case.Number);
        if (slot is null)
            page.Unmatched(pending);
        var stood = slot?.Now ?? new Segment(pending.Person, pending.Sequence, pending.Ordinal, entry.Case, entry.On, CountKind.New);

        // A fact dated before the case came to this office counts from the day it came.
        var on = entry.On > stood.From ? entry.On : stood.From;
        var ended = stood with
        {
            To = on,
            LeftBy = entry.Kind,
            ExitReason = entry.ExitReason,
            WentTo = entry.Kind == CountKind.TransferOut ? TransferCounterpart.Of(entry) : null,
        };
        if (slot is not null)
            slot.Now = ended;
        if (entry.Kind == CountKind.LinkOut)
            page.Adjust(pending, SegmentFlows.End(ended), -1, AdjustmentCause.Link);
        else
            page.Count(pending, SegmentFlows.End(ended));
    }
}

/// <summary>The facts of an active registration were wrong, or change.</summary>
internal static class Correcting
{
    public static void Fold(PageFold page, PendingCount pending)
    {
        if (page.Segments.OpenIn(pending.Person, pending.Entry.Case.Number) is { } slot)
            Replace(page, pending, slot);
        else
            page.Unmatched(pending);
    }

    /// <summary>
    /// The entry's facts replace the segment's. The movement by which it came is counted with the right ones: in its own place
    /// while its period is open, else adjusted out with the old ones and in with the right ones. Facts that no figure of that movement
    /// shows move none.
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

/// <summary>Something counted was wrong: an end that did not happen, or a registration that should never have been.</summary>
internal static class TakingBack
{
    /// <summary>A revoked exit, or a by-reference case that is active again.</summary>
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

    /// <summary>Entered in error, or revoked: whether it is still active or has ended since.</summary>
    public static void Removed(PageFold page, PendingCount pending)
    {
        var entry = pending.Entry;
        var slot = page.Segments.OpenIn(pending.Person, entry.Case.Number) ?? page.Segments.Ended(entry.Case.Number, CountKind.Exit);
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

        // The office it came from keeps its count; it leaves here, on the day of the finding.
        var on = entry.DecidedOn > segment.From ? entry.DecidedOn : segment.From;
        page.Adjust(pending, SegmentFlows.Entry(segment) with { On = on }, -1, AdjustmentCause.Removed);
        slot.Now = segment with { To = on, LeftBy = CountKind.Removed };
    }

    /// <summary>
    /// A revocation undone. What had come as new counts as new again; what had come from elsewhere is active here again from the day it was
    /// revoked.
    /// </summary>
    public static void Restored(PageFold page, PendingCount pending)
    {
        var entry = pending.Entry;
        if (page.Segments.Ended(entry.Case.Number, CountKind.Removed) is not { } slot)
        {
            var opened = new Segment(pending.Person, pending.Sequence, pending.Ordinal, entry.Case, entry.On, CountKind.New);
            page.Segments.Open(opened);
            page.Count(pending, SegmentFlows.Entry(opened));
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
