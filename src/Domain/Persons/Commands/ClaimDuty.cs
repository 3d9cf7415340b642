namespace Grid.Domain.Persons.Commands;

/// <summary>Take an open duty for some hours, so that no second clerk calls the same person.</summary>
/// <param name="Key">The duty.</param>
/// <param name="Hours">1 to 72.</param>
public sealed record ClaimDuty(string Key, int Hours) : PersonCommand;
