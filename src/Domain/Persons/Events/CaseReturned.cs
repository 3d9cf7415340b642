using Grid.Domain.Identity;

namespace Grid.Domain.Persons.Events;

/// <summary>This number is a record of its own again, with the case it had brought into the link.</summary>
public sealed record CaseReturned(PersonId From, Guid MoveId, DateOnly On, [property: Personal] MovedCase Case, RegistrationFacts? Facts) : PersonEvent;
