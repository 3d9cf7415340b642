using Grid.Domain.Identity;
using Grid.Domain.Numbers;

namespace Grid.Domain.Counting;

/// <summary>One figure that stands in the open period because its own was closed, or because it moved between two numbers; traceable to its event.</summary>
/// <param name="Region">The leaf.</param>
/// <param name="Period">The period in which it stands.</param>
/// <param name="Natural">The period of the event's date.</param>
/// <param name="Sign">+1 adjusted in, −1 adjusted out.</param>
/// <param name="Instead">What it would have been in its own period: new, exited, transferredIn …</param>
/// <param name="Person">With sequence, ordinal and <paramref name="Part"/>: the count entry it comes from, and which of the figures that this one moved.</param>
public sealed record Adjustment(
    string Region,
    string Office,
    CountBlock Block,
    CountingPeriod Period,
    CountingPeriod Natural,
    int Sign,
    AdjustmentCause Cause,
    Measure Instead,
    RegistrationNumber Number,
    DateOnly On,
    PersonId Person,
    long Sequence,
    int Ordinal,
    int Part);
