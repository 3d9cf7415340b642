using Grid.Domain.Calendar;

namespace Grid.Domain.Persons;

/// <summary>The person asks for a review (复核) of a non-approval or an exit; to be answered within five working days.</summary>
public sealed record Objection(string Id, ObjectionSubject Against, string Text, DateTimeOffset RaisedAt, Deadline AnswerDue, string Office);
