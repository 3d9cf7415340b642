namespace Grid.Domain.Persons.Commands;

/// <summary>Put an open duty off with a reason, never beyond its last day.</summary>
public sealed record SnoozeDuty(string Key, DateOnly Until, string Reason) : PersonCommand;
