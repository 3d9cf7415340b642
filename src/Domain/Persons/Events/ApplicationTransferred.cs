using Grid.Domain.Codes;

namespace Grid.Domain.Persons.Events;

/// <summary>The open application went to another office; the deadline stays.</summary>
public sealed record ApplicationTransferred(string From, string To, PlaceGround Ground, DateOnly On, [property: Personal] string Note) : PersonEvent
{
    /// <summary>The order of the reorganisation that moved it; null when somebody transferred it.</summary>
    public string? Reorganisation { get; init; }
}
