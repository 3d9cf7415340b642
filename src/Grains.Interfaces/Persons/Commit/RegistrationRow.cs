using Grid.Domain.Persons;

namespace Grid.Grains.Interfaces.Persons.Commit;

/// <summary>The searchable row of a registration.</summary>
/// <param name="IsNew">True when the number must not exist yet: a second one fails the commit.</param>
/// <param name="Registration">The registration; the store takes the columns it lists and searches by.</param>
/// <param name="Region">Counting leaf of its office.</param>
/// <param name="Status">Where it stands after the commit.</param>
/// <param name="Exit">The exit, when <paramref name="Status"/> says exited.</param>
/// <param name="EndedOn">The day it ended; null while active.</param>
public sealed record RegistrationRow(
    bool IsNew,
    Registration Registration,
    string Region,
    RegistrationRowStatus Status,
    ExitDetails? Exit,
    DateOnly? EndedOn
);
