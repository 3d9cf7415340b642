namespace Grid.Grains.Interfaces.Counting;

/// <summary>The answer to somebody who asks for a recount.</summary>
/// <param name="Started">False when another one is at work, which is <paramref name="Run"/> then: ask again when it is over.</param>
[GenerateSerializer, Immutable, Alias("Grid.RecountStart")]
public sealed record RecountStart([property: Id(0)] bool Started, [property: Id(1)] RecountRun Run);
