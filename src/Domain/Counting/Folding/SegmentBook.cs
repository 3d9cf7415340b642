using Grid.Domain.Identity;
using Grid.Domain.Numbers;

namespace Grid.Domain.Counting.Folding;

/// <summary>The segments of the registrations on a page while it is folded, and the changes to those that were stored.</summary>
internal sealed class SegmentBook
{
    private readonly Dictionary<RegistrationNumber, List<Slot>> byNumber = [];

    public SegmentBook(IEnumerable<Segment> known)
    {
        foreach (var segment in known)
            Of(segment.Case.Number).Add(new Slot { Stored = segment, Now = segment });
        foreach (var slots in byNumber.Values)
            slots.Sort(Earlier);
    }

    public void Open(Segment segment) => Of(segment.Case.Number).Add(new Slot { Now = segment });

    /// <summary>
    /// The open one of this record; a registration on its way between two records of one person may be in neither.
    /// </summary>
    public Slot? OpenIn(PersonId person, RegistrationNumber number) =>
        byNumber.TryGetValue(number, out var slots) ? slots.FindLast(s => s.Now is { To: null } now && now.Person == person) : null;

    /// <summary>The latest that ended in one of these ways, whoever's record holds it now.</summary>
    public Slot? Ended(RegistrationNumber number, params ReadOnlySpan<CountKind> by)
    {
        if (!byNumber.TryGetValue(number, out var slots))
            return null;
        for (var i = slots.Count - 1; i >= 0; i--)
        {
            if (slots[i].Now is { LeftBy: { } left } && by.Contains(left))
                return slots[i];
        }

        return null;
    }

    public IReadOnlyList<Segment> Changed() =>
        [.. byNumber.Values.SelectMany(s => s).Where(s => s.Now is not null && s.Now != s.Stored).Select(s => s.Now!)];

    /// <summary>Stored ones that never should have been.</summary>
    public IReadOnlyList<Segment> Gone() =>
        [.. byNumber.Values.SelectMany(s => s).Where(s => s.Stored is not null && s.Now is null).Select(s => s.Stored!)];

    private List<Slot> Of(RegistrationNumber number)
    {
        if (!byNumber.TryGetValue(number, out var slots))
            byNumber.Add(number, slots = []);
        return slots;
    }

    /// <summary>
    /// One follows the other without overlap; of several on a single day the new one is the first, then a record's sequence decides.
    /// </summary>
    private static int Earlier(Slot x, Slot y)
    {
        var (a, b) = (x.Now!, y.Now!);
        var order = (a.To ?? DateOnly.MaxValue).CompareTo(b.To ?? DateOnly.MaxValue);
        if (order == 0)
            order = a.From.CompareTo(b.From);
        if (order == 0)
            order = (b.EnteredBy == CountKind.New).CompareTo(a.EnteredBy == CountKind.New);
        return order == 0 ? a.Sequence.CompareTo(b.Sequence) : order;
    }

    /// <summary>A segment's place: as it was stored, and as it is now (null: it never was).</summary>
    internal sealed class Slot
    {
        public Segment? Stored { get; init; }

        public Segment? Now { get; set; }
    }
}

/// <summary>The movements by which a segment began and ended, as they are counted.</summary>
internal static class SegmentFlows
{
    public static Flow Entry(Segment segment) =>
        segment.EnteredBy switch
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
