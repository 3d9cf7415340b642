namespace Grid.Domain.Persons.Events;

/// <summary>The review deadline passed without a decision; the case is on the list of the office above.</summary>
public sealed record ReviewOverdue(DateOnly Due, DateTimeOffset Since, string EscalatedTo) : PersonEvent;
