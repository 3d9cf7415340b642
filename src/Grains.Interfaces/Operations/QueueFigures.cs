namespace Grid.Grains.Interfaces.Operations;

/// <summary>Group commits or reads of one queue of the store.</summary>
/// <param name="MeanSize">Items in a group; null when there was none.</param>
/// <param name="MeanMilliseconds">From the start of a group to its answers.</param>
/// <param name="Waiting">Items that waited at the moment of the report.</param>
public sealed record QueueFigures(
    string Queue,
    double GroupsPerSecond,
    double? MeanSize,
    long? LargestSize,
    double? MeanMilliseconds,
    long Waiting
);
