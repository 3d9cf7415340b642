namespace Grid.Domain.Persons;

/// <summary>Who the register knew under this number, and the last application, before the current one.</summary>
public sealed record PriorCase(PersonIdentity Identity, PersonDetails? Details, Application? Application);
