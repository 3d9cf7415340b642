namespace Grid.Domain.Persons.Commands;

/// <summary>The pension data were matched, or checked by hand. Age proves nothing (§5.4).</summary>
public sealed record RecordPensionCheck(bool Draws, Evidence Evidence) : PersonCommand;
