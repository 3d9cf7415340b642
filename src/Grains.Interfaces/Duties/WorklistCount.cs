using Grid.Domain.Persons;

namespace Grid.Grains.Interfaces.Duties;

/// <summary>Open duties of one kind in one bucket.</summary>
public sealed record WorklistCount(DutyKind Kind, WorklistBucket Bucket, long Count);
