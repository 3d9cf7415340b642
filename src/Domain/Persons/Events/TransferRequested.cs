namespace Grid.Domain.Persons.Events;

/// <summary>Another office asks for the case.</summary>
public sealed record TransferRequested(TransferRequest Request) : PersonEvent;
