using Grid.Domain.Persons;

namespace Grid.Grains.Interfaces.Duties;

/// <summary>How many duties of a kind ended in one way.</summary>
public sealed record ClosedCount(DutyKind Kind, DutyClosing How, long Count);
