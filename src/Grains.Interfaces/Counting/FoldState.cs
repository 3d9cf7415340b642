using Grid.Domain.Counting;

namespace Grid.Grains.Interfaces.Counting;

/// <summary>How far a region's counts are.</summary>
/// <param name="ClosedThrough">The last closed period of a leaf; null when none is. Of a parent the earliest of its leaves'.</param>
/// <param name="Waiting">Entries that were still waiting when it was looked last.</param>
[GenerateSerializer, Immutable, Alias("Grid.FoldState")]
public sealed record FoldState(
    [property: Id(0)] string Region,
    [property: Id(1)] long Version,
    [property: Id(2)] CountingPeriod? ClosedThrough,
    [property: Id(3)] long Waiting,
    [property: Id(4)] DateTimeOffset AsOf
);
