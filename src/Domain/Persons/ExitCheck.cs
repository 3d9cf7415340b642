namespace Grid.Domain.Persons;

/// <summary>An exit that an older version proposed; since then it is a <see cref="SecondPerson.Proposal"/> like any other.</summary>
public sealed record ExitCheck(ExitDetails Proposed, DateTimeOffset ProposedAt, string ProposedBy);
