namespace Grid.Domain.Persons.Events;

/// <summary>The proposed exit was dropped.</summary>
public sealed record ExitRejected([property: Personal] string Note) : PersonEvent;
