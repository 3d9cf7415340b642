namespace Grid.Domain.Persons.Commands;

/// <summary>
/// The number was typed wrongly and may be somebody else's: end everything under it as "entered in error". Neither a refusal nor an exit,
/// not counted, and no mark on the number's real owner (§1.5). By a supervisor.
/// </summary>
public sealed record EndAsEnteredInError(string Why) : PersonCommand;
