namespace Grid.Domain.Persons.Commands;

/// <summary>Give a claimed duty back: the one who holds it, or a supervisor.</summary>
public sealed record ReleaseDuty(string Key) : PersonCommand;
