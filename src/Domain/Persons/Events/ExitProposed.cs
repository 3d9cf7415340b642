namespace Grid.Domain.Persons.Events;

/// <summary>An exit for reason "other", or of one who gave up looking for work, waits for a second person.</summary>
public sealed record ExitProposed([property: Personal] ExitCheck Check) : PersonEvent;
