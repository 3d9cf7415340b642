namespace Grid.Grains.Interfaces.Platform;

/// <summary>How the outbox stands.</summary>
/// <param name="Waiting">Items not sent, refused ones and those held back by them not among them.</param>
/// <param name="Oldest">When the oldest waiting one was written.</param>
public sealed record OutboxState(long Waiting, DateTimeOffset? Oldest, long Refused, long HeldBack, long ByHand);
