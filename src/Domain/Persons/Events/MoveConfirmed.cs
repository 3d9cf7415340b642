namespace Grid.Domain.Persons.Events;

/// <summary>The case that left has arrived.</summary>
public sealed record MoveConfirmed(Guid MoveId) : PersonEvent;
