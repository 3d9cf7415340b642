using Grid.Domain.Text;

namespace Grid.Domain.Counting.Folding;

/// <summary>
/// The result of a page of a leaf's entries so far: in which period each movement is counted, and which movements are adjustments.
/// </summary>
internal sealed class PageFold(string region, CountingPeriod? closedThrough, IEnumerable<Segment> known)
{
    private readonly FoldPeriods periods = new(closedThrough);
    private readonly Dictionary<(string Office, CountingPeriod Period), Figures> figures = [];
    private readonly List<Movement> movements = [];
    private readonly List<PendingCount> unmatched = [];
    private int part;

    public SegmentBook Segments { get; } = new(known);

    /// <summary>The next entry: its movements are numbered from 0.</summary>
    public void Next() => part = 0;

    public void Unmatched(PendingCount entry) => unmatched.Add(entry);

    public bool IsOpen(Flow flow) => periods.IsOpen(flow.Natural);

    /// <summary>Counts a movement in the period of its date, or as an adjustment when that is closed.</summary>
    public void Count(PendingCount entry, Flow flow, AdjustmentCause cause = AdjustmentCause.Late)
    {
        if (IsOpen(flow))
            Add(flow.In(flow.Natural, 1, entry, part++));
        else
            Adjust(entry, flow, flow.Effect, cause);
    }

    /// <summary>Takes back a movement that was counted: in its own period while that is open, else by an adjustment.</summary>
    public void TakeBack(PendingCount entry, Flow flow, AdjustmentCause cause)
    {
        if (IsOpen(flow))
            Add(flow.In(flow.Natural, -1, entry, part++));
        else
            Adjust(entry, flow, -flow.Effect, cause);
    }

    /// <summary>An adjustment, in its own period or in the earliest that is open.</summary>
    /// <param name="instead">What it would be, or takes back.</param>
    /// <param name="effect">On the stock.</param>
    public void Adjust(PendingCount entry, Flow instead, int effect, AdjustmentCause cause) =>
        Add(instead.Adjusted(periods.OpenFrom(instead.Natural), effect, cause, entry, part++));

    public FoldOutcome Outcome() =>
        new(
            [.. figures.Where(f => !f.Value.IsEmpty).Select(f => new FoldDelta(f.Key.Office, f.Key.Period, f.Value))],
            Segments.Changed(),
            Segments.Gone(),
            [.. movements.Where(m => m.Cause is not null).Select(Adjustment)],
            unmatched,
            movements
        );

    private void Add(Movement movement)
    {
        movements.Add(movement);
        Add(FoldDelta.Region, movement, exact: true);
        Add(movement.Case.Office, movement, exact: false);
    }

    private void Add(string office, Movement movement, bool exact)
    {
        if (!this.figures.TryGetValue((office, movement.Period), out var figures))
            this.figures.Add((office, movement.Period), figures = new Figures());
        foreach (var cell in movement.Cells(exact))
            figures.Add(cell, movement.Sign);
    }

    private Adjustment Adjustment(Movement m) =>
        new(
            region,
            m.Case.Office,
            m.Case.Block,
            m.Period,
            m.Natural!.Value,
            Balance.SignOf(m.Measure),
            m.Cause!.Value,
            m.Instead!.Value,
            m.Case.Number,
            m.On,
            m.Person,
            m.Sequence,
            m.Ordinal,
            m.Part
        );
}

/// <summary>The other side of a transfer, as <c>360102/urban</c>.</summary>
internal static class TransferCounterpart
{
    public static string Of(CountEntry entry) => $"{entry.PeerRegion}/{EnumName.Of(entry.PeerBlock ?? entry.Case.Block)}";
}
