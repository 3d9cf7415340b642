namespace Grid.Domain.Persons.Commands;

/// <summary>The person withdraws the open application. Only the person's own declaration counts.</summary>
public sealed record WithdrawApplication(Evidence Declaration) : PersonCommand;
