namespace Grid.Domain.Persons.Commands;

/// <summary>Approve the open application: the person is registered today and gets a registration number.</summary>
public sealed record ApproveApplication : PersonCommand;
