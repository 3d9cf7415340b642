namespace Grid.Domain.Persons.Events;

/// <summary>Everything under this number was entered in error; the record knows nobody any more.</summary>
/// <param name="Facts">The registration that is taken out of the counts, if one was active.</param>
public sealed record EnteredInError(DateOnly On, [property: Personal] string Why, RegistrationFacts? Facts) : PersonEvent;
