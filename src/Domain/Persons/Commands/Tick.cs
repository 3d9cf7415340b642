namespace Grid.Domain.Persons.Commands;

/// <summary>The person's reminder came: do what is due, if anything is. May come late, early or twice.</summary>
public sealed record Tick : PersonCommand;
