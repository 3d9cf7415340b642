namespace Grid.Domain.Persons.Events;

/// <summary>An objection was answered.</summary>
public sealed record ObjectionAnswered(string ObjectionId, bool Upheld, DateOnly On, [property: Personal] string Text) : PersonEvent;
