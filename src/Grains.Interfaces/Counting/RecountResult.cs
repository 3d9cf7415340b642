using Grid.Domain.Counting;
using Grid.Domain.Counting.Recounting;

namespace Grid.Grains.Interfaces.Counting;

/// <summary>What a recount found.</summary>
/// <param name="Leaves">How many leaves it covered.</param>
/// <param name="Lines">Journal entries read.</param>
/// <param name="Waiting">Count entries that waited in the snapshot and were taken in.</param>
/// <param name="DifferentCells">0, or something is wrong.</param>
/// <param name="Differences">The first hundred of them.</param>
/// <param name="Figures">The recounted figures of the leaves together, by period: opening is not among them.</param>
[GenerateSerializer, Immutable, Alias("Grid.RecountResult")]
public sealed record RecountResult(
    [property: Id(0)] Guid Id,
    [property: Id(1)] DateTimeOffset StartedAt,
    [property: Id(2)] DateTimeOffset EndedAt,
    [property: Id(3)] string By,
    [property: Id(4)] int Leaves,
    [property: Id(5)] long Lines,
    [property: Id(6)] long Waiting,
    [property: Id(7)] long DifferentCells,
    [property: Id(8)] IReadOnlyList<RecountDifference> Differences,
    [property: Id(9)] IReadOnlyDictionary<CountingPeriod, Figures> Figures
);
