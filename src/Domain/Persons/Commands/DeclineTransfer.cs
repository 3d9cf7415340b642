namespace Grid.Domain.Persons.Commands;

/// <summary>Close another office's transfer request because the person wants to stay; the choice of place is the person's (79/2020 (一)).</summary>
public sealed record DeclineTransfer(string RequestId, Evidence Declaration) : PersonCommand;
