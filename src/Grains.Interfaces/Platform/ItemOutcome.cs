namespace Grid.Grains.Interfaces.Platform;

/// <summary>What became of a leased item.</summary>
/// <param name="Accepted">The platform holds it.</param>
/// <param name="Refusal">Why it is refused, by the platform or by the mapping; null otherwise.</param>
/// <param name="RetryAt">When to try again, where there was no answer.</param>
public sealed record ItemOutcome(long Id, bool Accepted, string? ReasonCode, string? Refusal, DateTimeOffset? RetryAt, DateTimeOffset At);
