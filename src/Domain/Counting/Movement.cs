using System.Globalization;
using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Text;

namespace Grid.Domain.Counting;

/// <summary>
/// One unit of one measure, with the facts by which it is counted: every flow is a sum of these, so a figure and the persons behind it
/// cannot differ. What is taken back later is another movement with the opposite sign, the same facts and the event that took it back.
/// </summary>
/// <param name="Period">The period in which it is counted.</param>
/// <param name="Measure">A flow; neither opening nor closing.</param>
/// <param name="Sign">+1 counted, −1 taken back. An exit is +1 of <see cref="Counting.Measure.Exited"/>.</param>
/// <param name="Case">Where it is counted and with which facts; exact.</param>
/// <param name="On">The day of the movement, as counted.</param>
/// <param name="Person">With <paramref name="Sequence"/> and <paramref name="Ordinal"/>: the count entry that it follows from.</param>
/// <param name="Part">Position among the movements of that entry, from 0.</param>
public sealed record Movement(
    CountingPeriod Period,
    Measure Measure,
    int Sign,
    StatisticalStatus Case,
    DateOnly On,
    PersonId Person,
    long Sequence,
    int Ordinal,
    int Part
) : Discreet
{
    /// <summary>Of an exit.</summary>
    public ExitReason? ExitReason { get; init; }

    /// <summary>Of a transfer: the leaf and block on the other side, as <c>360102/urban</c>.</summary>
    public string? Peer { get; init; }

    /// <summary>Of an adjustment: why it is one.</summary>
    public AdjustmentCause? Cause { get; init; }

    /// <summary>Of an adjustment: the period of the event's date.</summary>
    public CountingPeriod? Natural { get; init; }

    /// <summary>Of an adjustment: what it would have been in its own period.</summary>
    public Measure? Instead { get; init; }

    /// <summary>An exit into work of somebody who was a recognised hardship person on that day.</summary>
    public bool IsHardshipReemployed =>
        ExitReason
            is Codes.ExitReason.Hired
                or Codes.ExitReason.SelfEmployed
                or Codes.ExitReason.StableIncome
                or Codes.ExitReason.PublicWelfarePost
        && Case.Hardship?.Covers(On) == true;

    /// <summary>The cells in which it counts.</summary>
    /// <param name="exact">With the exact reason, as only the region's own figures have it; otherwise as it may be shown.</param>
    public IEnumerable<FigureCell> Cells(bool exact)
    {
        yield return FigureCell.Total(Case.Block, Measure);
        yield return Cell(Dimension.Sex, Code((int)Case.Sex));
        yield return Cell(Dimension.Education, Case.Education ?? FigureCell.None);
        if (Measure == Measure.New)
        {
            yield return Cell(Dimension.Reason, Code((int)(exact ? Case.Reason : Case.Shown().Reason)));
            yield return Cell(Dimension.Ground, EnumName.Of(Case.Ground));
            yield return Cell(Dimension.Channel, EnumName.Of(Case.Channel));
        }

        if (ExitReason is { } reason && Measure == Measure.Exited)
            yield return Cell(Dimension.ExitReason, Code((int)reason));
        if (IsHardshipReemployed && Measure == Measure.Exited)
            yield return Cell(Dimension.HardshipReemployed, FigureCell.All);
        if (Peer is { } peer && (Measure is Measure.TransferredIn or Measure.TransferredOut))
            yield return Cell(Dimension.Peer, peer);
        if (Cause is { } cause)
            yield return Cell(Dimension.Cause, EnumName.Of(cause));
    }

    private static string Code(int code) => code.ToString(CultureInfo.InvariantCulture);

    private FigureCell Cell(Dimension dimension, string value) => new(Case.Block, Measure, dimension, value);
}

/// <summary>
/// A span of time in which a registration is active at one office in one block. At the end of day D those are active with
/// <c>From ≤ D</c> and <c>To</c> null or after D; so any day's stock is a query.
/// </summary>
/// <param name="Person">The record that holds it; another one than <see cref="OpenedBy"/> after a link took the registration along.</param>
/// <param name="Sequence">With <paramref name="Ordinal"/> and <see cref="OpenedBy"/>, its identity: the count entry that opened it.</param>
/// <param name="Case">Where it is active and with which facts; exact.</param>
/// <param name="From">The day it began here.</param>
/// <param name="EnteredBy">New, transfer in or link in.</param>
public sealed record Segment(PersonId Person, long Sequence, int Ordinal, StatisticalStatus Case, DateOnly From, CountKind EnteredBy)
    : Discreet
{
    /// <summary>The person of the count entry that opened it; it stays when the person changes (<c>with</c> keeps it).</summary>
    public PersonId OpenedBy { get; init; } = Person;

    /// <summary>The day it ended here, on which it is no longer active; null while it is.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Exit, became ordinary, transfer out, link out or removed; null while it is active.</summary>
    public CountKind? LeftBy { get; init; }

    public ExitReason? ExitReason { get; init; }

    /// <summary>Where it came from, for a transfer in.</summary>
    public string? CameFrom { get; init; }

    /// <summary>Where it went, for a transfer out.</summary>
    public string? WentTo { get; init; }

    public bool StandsAtEndOf(DateOnly day) => From <= day && (To is not { } to || to > day);
}
