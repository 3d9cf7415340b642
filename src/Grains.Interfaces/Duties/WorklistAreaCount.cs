using Grid.Domain.Persons;

namespace Grid.Grains.Interfaces.Duties;

/// <summary>Open duties of one kind in one bucket, of an area or an office.</summary>
/// <param name="Area">The digits that its offices' codes begin with, or a whole office code.</param>
public sealed record WorklistAreaCount(string Area, DutyKind Kind, WorklistBucket Bucket, long Count);
