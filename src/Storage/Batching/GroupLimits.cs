namespace Grid.Storage.Batching;

/// <summary>How a queue is worked off.</summary>
/// <param name="Loops">Groups at work at once, each on a connection of its own.</param>
/// <param name="GroupSize">Items in a group at most.</param>
/// <param name="Capacity">Items that may wait; what comes beyond is turned away at once.</param>
internal sealed record GroupLimits(int Loops, int GroupSize, int Capacity);
