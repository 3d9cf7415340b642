using Grid.Domain.Identity;

namespace Grid.Grains.Interfaces.Access;

/// <summary>An entry of the access log as it is read.</summary>
public sealed record AccessLine(
    long Id,
    DateTimeOffset At,
    string Actor,
    string Role,
    string? Office,
    string Action,
    string? Reason,
    string? Filter,
    string? TraceId,
    IReadOnlyList<PersonId> Persons
);
