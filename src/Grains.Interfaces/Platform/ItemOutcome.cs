namespace Grid.Grains.Interfaces.Platform;

/// <summary>What became of a leased item.</summary>
/// <param name="Accepted">The platform holds it.</param>
/// <param name="Refusal">Why it is refused, by the platform or by the mapping; null otherwise. It may quote what was sent: the store seals
/// it.</param>
/// <param name="RetryAt">When to try again, where there was no answer; null: at once.</param>
/// <param name="ByHand">The platform has no interface for it: it goes onto the list as to report by hand, and holds back nothing.</param>
public sealed record ItemOutcome(
    long Id,
    bool Accepted,
    string? ReasonCode,
    string? Refusal,
    DateTimeOffset? RetryAt,
    DateTimeOffset At,
    bool ByHand = false
);
