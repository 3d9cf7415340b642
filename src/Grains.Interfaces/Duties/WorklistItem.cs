using Grid.Domain.Identity;
using Grid.Domain.Persons;

namespace Grid.Grains.Interfaces.Duties;

/// <summary>One line of a worklist. The name is clear here and masked by the API.</summary>
public sealed record WorklistItem(
    PersonId Person,
    PersonName? Name,
    string Key,
    DutyKind Kind,
    string Office,
    DateOnly OpenedOn,
    DateOnly Due,
    bool Provisional,
    DateTimeOffset? OverdueSince,
    string? EscalatedTo,
    string? ClaimedBy,
    DateTimeOffset? ClaimedUntil,
    DateOnly? SnoozedUntil
);
