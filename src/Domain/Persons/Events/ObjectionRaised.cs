namespace Grid.Domain.Persons.Events;

/// <summary>The person asked for a review.</summary>
public sealed record ObjectionRaised([property: Personal] Objection Objection) : PersonEvent;
