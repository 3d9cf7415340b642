namespace Grid.Domain.Persons;

/// <summary>A proposed exit for reason "other", or because the person gave up looking for work: it needs a second person, other than the one who proposed it.</summary>
public sealed record ExitCheck(ExitDetails Proposed, DateTimeOffset ProposedAt, string ProposedBy);
