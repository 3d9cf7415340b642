namespace Grid.Domain.Persons.Events;

/// <summary>The person is registered.</summary>
public sealed record Registered([property: Personal] Registration Registration, RegistrationFacts Facts) : PersonEvent;
