namespace Grid.Domain.Counting.Folding;

/// <summary>The movements by which a segment began and ended, as they are counted.</summary>
internal static class SegmentFlows
{
    public static Flow Entry(Segment segment) => segment.EnteredBy switch
    {
        CountKind.New => new Flow(Measure.New, segment.Case, segment.From),
        CountKind.TransferIn => new Flow(Measure.TransferredIn, segment.Case, segment.From) { Peer = segment.CameFrom },
        _ => new Flow(Measure.AdjustedIn, segment.Case, segment.From),
    };

    /// <summary>Of one that has ended.</summary>
    public static Flow End(Segment segment)
    {
        var on = segment.To!.Value;
        return segment.LeftBy switch
        {
            CountKind.Exit => new Flow(Measure.Exited, segment.Case, on) { ExitReason = segment.ExitReason },
            CountKind.BecameOrdinary => new Flow(Measure.BecameOrdinary, segment.Case, on),
            CountKind.TransferOut => new Flow(Measure.TransferredOut, segment.Case, on) { Peer = segment.WentTo },
            _ => new Flow(Measure.AdjustedOut, segment.Case, on),
        };
    }
}
