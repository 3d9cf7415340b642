using Grid.Domain.Identity;

namespace Grid.Domain.Persons.Events;

/// <summary>A number is no alias of this record any more; the case it had brought is on its way back.</summary>
public sealed record Unlinked(PersonId Alias, DateOnly On, [property: Personal] CaseMove Move, [property: Personal] string Why, RegistrationFacts? Facts) : PersonEvent;
