using Grid.Domain.Identity;
using Grid.Domain.Persons;

namespace Grid.Grains.Interfaces.Access;

/// <summary>Who read what, and why. A list is one entry with its filter and the persons on the page.</summary>
/// <param name="Action">The operation, as the role matrix names it.</param>
/// <param name="Purpose">The reason given for a reveal; null for a masked read.</param>
/// <param name="Filter">What was searched by, masked: nothing personal.</param>
public sealed record AccessEntry(
    Actor Actor,
    string Action,
    IReadOnlyList<PersonId> Persons,
    string? Purpose,
    string? Filter,
    string? TraceId,
    DateTimeOffset At
);
