using Grid.Domain.Persons;

namespace Grid.Grains.Interfaces.Platform;

/// <summary>How many items of a kind a region has on a day, and which.</summary>
/// <param name="Region">Leaf region, 6 digits.</param>
/// <param name="Digest">SHA-256, lower-case hex, over the keys in ordinal order, each followed by a line feed.</param>
[GenerateSerializer, Immutable, Alias("Grid.PlatformDayFigure")]
public sealed record PlatformDayFigure(
    [property: Id(0)] DateOnly Day,
    [property: Id(1)] string Region,
    [property: Id(2)] PlatformItemKind Kind,
    [property: Id(3)] long Count,
    [property: Id(4)] string Digest
);
