namespace Grid.Domain.Persons.Events;

/// <summary>A transfer request was closed because the person stays.</summary>
public sealed record TransferDeclined(string RequestId, [property: Personal] Evidence Declaration) : PersonEvent;
