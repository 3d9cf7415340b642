using Grid.Domain.Codes;
using Grid.Domain.Numbers;

namespace Grid.Domain.Counting;

/// <summary>
/// What the statistics count of a person: the active registration, its place, and the facts that breakdowns use. A person without an
/// active registration has none. The stock is the number of these statuses; nothing else begins or ends one.
/// </summary>
/// <param name="Number">The registration.</param>
/// <param name="Region">The counting leaf at that time: county-level unit, or the city that has none.</param>
/// <param name="Reason">Exact in what is sealed; reason 70 shows as 90 in the clear, see <see cref="Shown"/>.</param>
/// <param name="Hardship">When the person is a recognised hardship person (就业困难人员); null when not recognised.</param>
/// <param name="Benefit">When the person draws unemployment benefit (失业保险金); null when not known to.</param>
public sealed record StatisticalStatus(
    RegistrationNumber Number,
    string Region,
    string Office,
    CountBlock Block,
    PlaceGround Ground,
    ApplicationChannel Channel,
    UnemploymentReason Reason,
    DateOnly UnemployedOn,
    DateOnly RegisteredOn,
    Sex Sex,
    DateOnly? BirthDate,
    string? Education,
    ValidTime? Hardship,
    ValidTime? Benefit
) : Discreet
{
    /// <summary>As it may be stored in the clear: reason 70 (released from prison) as 90 (other).</summary>
    public StatisticalStatus Shown() =>
        Reason == UnemploymentReason.ReleasedFromPrison ? this with { Reason = UnemploymentReason.Other } : this;
}

/// <summary>
/// Stored with a journal entry whose event changed the person's statistical status: what it is from then on. A recount needs only this and
/// the event.
/// </summary>
/// <param name="Now">The status after the event, as it may be shown; null when there is none any more.</param>
public sealed record StatisticalStatusChange(StatisticalStatus? Now) : Discreet;

/// <summary>From when to when something holds.</summary>
/// <param name="From">First day, inclusive.</param>
/// <param name="To">Last day, inclusive; null while it is open.</param>
public sealed record ValidTime(DateOnly From, DateOnly? To) : Discreet
{
    public bool Covers(DateOnly date) => From <= date && (To is not { } to || date <= to);
}
