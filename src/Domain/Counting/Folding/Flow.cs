using Grid.Domain.Codes;

namespace Grid.Domain.Counting.Folding;

/// <summary>What a movement is before it is known in which period it is counted.</summary>
/// <param name="Facts">Exact: what shows 90 for 70 is made from it.</param>
/// <param name="On">The day by which it is placed.</param>
internal readonly record struct Flow(Measure Measure, Standing Facts, DateOnly On)
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

    /// <summary>Whether it is counted in the same cells as another one, so that the one may stand for the other.</summary>
    /// <param name="exact">In the region's own figures too.</param>
    public bool IsCountedAs(Flow other, bool exact, PendingCount entry) =>
        In(Natural, 1, entry, 0).Cells(exact).SequenceEqual(other.In(Natural, 1, entry, 0).Cells(exact));
}
