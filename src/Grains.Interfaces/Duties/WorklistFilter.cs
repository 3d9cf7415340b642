using Grid.Domain.Persons;

namespace Grid.Grains.Interfaces.Duties;

/// <summary>Which open duties are listed; null members do not narrow.</summary>
/// <param name="Kind">Only of this kind.</param>
/// <param name="Bucket">Only of this bucket.</param>
/// <param name="EscalatedTo">Only those escalated to this office.</param>
/// <param name="ClaimedBy">Only those that this subject holds.</param>
/// <param name="Unclaimed">Only those that nobody holds now.</param>
public sealed record WorklistFilter(DutyKind? Kind, WorklistBucket? Bucket, string? EscalatedTo, string? ClaimedBy, bool Unclaimed);
