using Grid.Domain.Codes;
using Grid.Domain.Numbers;

namespace Grid.Domain.Persons.Events;

/// <summary>
/// What the statistics need of a registration, readable for ever. <see cref="Reason"/> shows reason 70 (released from prison) as 90 (other):
/// the exact code stands only in the sealed part and in sealed count entries.
/// </summary>
public sealed record RegistrationFacts(
    RegistrationNumber Number,
    string Office,
    PlaceGround Ground,
    ByReferenceGroup? ByReference,
    bool Counted,
    ApplicationChannel Channel,
    UnemploymentReason Reason,
    DateOnly UnemployedOn,
    DateOnly RegisteredOn,
    Sex? Sex,
    DateOnly? BirthDate,
    string? Education);
