namespace Grid.Domain.Persons;

/// <summary>A proposed exit for reason "other": it needs a second person, other than the one who proposed it.</summary>
public sealed record ExitCheck(ExitDetails Proposed, DateTimeOffset ProposedAt, string ProposedBy);
