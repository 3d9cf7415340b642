namespace Grid.PlatformSimulator.Store;

/// <summary>A batch that was taken.</summary>
/// <param name="Repeated">Items whose keys were held already.</param>
/// <param name="Unanswered">Items that a fault left without an answer.</param>
internal sealed record TakenBatch(Guid Batch, int Items, int Accepted, int Repeated, int Refused, int Unanswered, DateTimeOffset At);
