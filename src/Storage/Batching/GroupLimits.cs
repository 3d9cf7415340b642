namespace Grid.Storage.Batching;

/// <summary>How a queue is worked off.</summary>
/// <param name="Loops">Groups in progress at once, each on its own connection.</param>
/// <param name="GroupSize">Items in a group at most.</param>
/// <param name="Capacity">Items that may wait; further ones are rejected at once.</param>
internal sealed record GroupLimits(int Loops, int GroupSize, int Capacity);
