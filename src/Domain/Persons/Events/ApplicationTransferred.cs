using Grid.Domain.Codes;

namespace Grid.Domain.Persons.Events;

/// <summary>The open application went to another office; the deadline stays.</summary>
public sealed record ApplicationTransferred(string From, string To, PlaceGround Ground, DateOnly On, [property: Personal] string Note) : PersonEvent;
