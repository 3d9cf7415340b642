using Grid.Domain.Persons;

namespace Grid.Grains.Interfaces.Operations;

/// <summary>Open duties of one kind in an area.</summary>
/// <param name="Area">The digits that its regions' codes begin with.</param>
/// <param name="Overdue">The last day is past.</param>
/// <param name="Today">The last day is today.</param>
public sealed record BoardDuties(string Area, DutyKind Kind, long Overdue, long Today, long Open);
