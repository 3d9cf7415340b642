namespace Grid.PlatformSimulator.Store;

/// <summary>A batch that was received.</summary>
/// <param name="Repeated">Items whose keys were stored already.</param>
/// <param name="Unanswered">Items that a fault left without an answer.</param>
internal sealed record ReceivedBatch(Guid Batch, int Items, int Accepted, int Repeated, int Refused, int Unanswered, DateTimeOffset At);
