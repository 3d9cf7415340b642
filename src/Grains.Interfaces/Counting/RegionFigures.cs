using Grid.Domain.Counting;

namespace Grid.Grains.Interfaces.Counting;

/// <summary>A region's figures of one period at one moment.</summary>
/// <param name="Opening">The stock with which the period begins; measure <c>opening</c>.</param>
/// <param name="Flows">The period's movements.</param>
/// <param name="Closed">The period is closed here (of a parent: in every leaf below): later facts are adjustments of another.</param>
/// <param name="AsOf">Everything that was committed before this moment is in the figures.</param>
/// <param name="Version">Rises with every page that is folded; of a parent the sum of its children's.</param>
[GenerateSerializer, Immutable, Alias("Grid.RegionFigures")]
public sealed record RegionFigures(
    [property: Id(0)] string Region,
    [property: Id(1)] CountingPeriod Period,
    [property: Id(2)] Figures Opening,
    [property: Id(3)] Figures Flows,
    [property: Id(4)] bool Closed,
    [property: Id(5)] DateTimeOffset AsOf,
    [property: Id(6)] long Version
);
