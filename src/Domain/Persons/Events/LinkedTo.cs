using Grid.Domain.Identity;

namespace Grid.Domain.Persons.Events;

/// <summary>This number became an alias; its case is on its way to the main record.</summary>
/// <param name="Facts">The registration that left with it, if one was active.</param>
public sealed record LinkedTo(PersonId Main, DateOnly On, [property: Personal] CaseMove Move, [property: Personal] string Why, RegistrationFacts? Facts) : PersonEvent;
