using Grid.Domain.Identity;

namespace Grid.Domain.Persons.Events;

/// <summary>The case of an alias arrived and is this record's.</summary>
/// <param name="Facts">The registration that came with it and is active here now, if there is one.</param>
public sealed record CaseTakenOver(PersonId From, Guid MoveId, DateOnly On, [property: Personal] MovedCase Case, RegistrationFacts? Facts) : PersonEvent;
