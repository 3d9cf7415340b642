namespace Grid.Grains.Interfaces.Platform;

/// <summary>How the outbox stands.</summary>
/// <param name="Waiting">Items not sent, refused ones and those held back by them not among them.</param>
/// <param name="Oldest">Since when the oldest of them waits: when it was written or last put back.</param>
/// <param name="HeldBack">Items that wait behind a refused one of their person.</param>
public sealed record OutboxState(long Waiting, DateTimeOffset? Oldest, long Refused, long HeldBack, long ByHand);
