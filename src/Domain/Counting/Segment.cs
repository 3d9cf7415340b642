using Grid.Domain.Codes;
using Grid.Domain.Identity;

namespace Grid.Domain.Counting;

/// <summary>
/// A stretch of time for which a registration stands at one office in one block. At the end of day D those stand with
/// <c>From ≤ D</c> and <c>To</c> null or after D; so any day's stock is a query.
/// </summary>
/// <param name="Person">The record that holds it; another one than <see cref="OpenedBy"/> after a link took the registration along.</param>
/// <param name="Sequence">With <paramref name="Ordinal"/> and <see cref="OpenedBy"/>, its identity: the count entry that opened it.</param>
/// <param name="Case">Where it stands and with which facts; exact.</param>
/// <param name="From">The day it began here.</param>
/// <param name="EnteredBy">New, transfer in or link in.</param>
public sealed record Segment(PersonId Person, long Sequence, int Ordinal, Standing Case, DateOnly From, CountKind EnteredBy)
{
    /// <summary>The person of the count entry that opened it; it stays when the person changes (<c>with</c> keeps it).</summary>
    public PersonId OpenedBy { get; init; } = Person;

    /// <summary>The day it ended here, on which it stands no more; null while it stands.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Exit, became ordinary, transfer out, link out or removed; null while it stands.</summary>
    public CountKind? LeftBy { get; init; }

    public ExitReason? ExitReason { get; init; }

    /// <summary>Where it came from, for a transfer in.</summary>
    public string? CameFrom { get; init; }

    /// <summary>Where it went, for a transfer out.</summary>
    public string? WentTo { get; init; }

    public bool StandsAtEndOf(DateOnly day) => From <= day && (To is not { } to || to > day);
}
