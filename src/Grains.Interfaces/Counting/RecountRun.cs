namespace Grid.Grains.Interfaces.Counting;

/// <summary>One run of recounting, at work or over.</summary>
/// <param name="Region">Whose leaves it covers.</param>
/// <param name="By">Who asked for it; <see cref="IRecountGrain.Nightly"/> for the register itself.</param>
/// <param name="EndedAt">Null while it is at work.</param>
/// <param name="Result">What it found, as stored; null while it is at work and when it failed.</param>
/// <param name="Error">Why it failed; null otherwise.</param>
[GenerateSerializer, Immutable, Alias("Grid.RecountRun")]
public sealed record RecountRun(
    [property: Id(0)] string Region,
    [property: Id(1)] string By,
    [property: Id(2)] DateTimeOffset StartedAt,
    [property: Id(3)] DateTimeOffset? EndedAt,
    [property: Id(4)] RecountResult? Result,
    [property: Id(5)] string? Error
);
