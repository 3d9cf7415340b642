namespace Grid.Domain.Persons.Events;

/// <summary>An application was accepted.</summary>
public sealed record ApplicationSubmitted([property: Personal] PersonIdentity Identity, [property: Personal] PersonDetails Details, [property: Personal] Application Application, ApplicationFacts Facts) : PersonEvent;
