namespace Grid.Domain.Counting.Folding;

/// <summary>A registration begins to stand at an office: new, transferred in, or come by a link.</summary>
internal static class Entering
{
    public static void Fold(PageFold page, PendingCount pending)
    {
        var entry = pending.Entry;
        var segment = new Segment(pending.Person, pending.Sequence, pending.Ordinal, entry.Case, entry.On, entry.Kind)
        {
            CameFrom = entry.Kind == CountKind.TransferIn ? Peers.Of(entry) : null,
        };
        page.Segments.Open(segment);
        if (entry.Kind == CountKind.LinkIn)
            page.Adjust(pending, SegmentFlows.Entry(segment), 1, AdjustmentCause.Link);
        else
            page.Count(pending, SegmentFlows.Entry(segment));
    }
}
