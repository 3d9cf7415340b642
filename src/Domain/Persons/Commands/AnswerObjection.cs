namespace Grid.Domain.Persons.Commands;

/// <summary>Answer an objection. Upholding one undoes nothing by itself: the exit is revoked, or the person applies again, by a command of its own.</summary>
public sealed record AnswerObjection(string ObjectionId, bool Upheld, string Text) : PersonCommand;
