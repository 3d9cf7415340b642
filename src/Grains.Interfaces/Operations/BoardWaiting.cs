namespace Grid.Grains.Interfaces.Operations;

/// <summary>What waits in an outbox.</summary>
/// <param name="Oldest">Since when the oldest waits; null when nothing does.</param>
/// <param name="Stuck">What does not go on by itself: refused, or given up.</param>
public sealed record BoardWaiting(long Waiting, DateTimeOffset? Oldest, long Stuck);
