namespace Grid.Domain.Persons.Events;

/// <summary>One corrected field: its name in the API, and its value before and after (null: there was, or is, none).</summary>
public sealed record DataChange(string Field, string? Before, string? After);
