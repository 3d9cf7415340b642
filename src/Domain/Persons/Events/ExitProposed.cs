namespace Grid.Domain.Persons.Events;

/// <summary>An exit for reason "other" waits for a second person.</summary>
public sealed record ExitProposed([property: Personal] ExitCheck Check) : PersonEvent;
