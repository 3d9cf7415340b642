using Grid.Domain.Counting;
using Grid.Domain.Counting.Recounting;
using Orleans.Concurrency;

namespace Grid.Grains.Interfaces.Counting;

/// <summary>
/// Recounts from the journal, one run at a time in the whole cluster: all provinces each night, and any region on demand. There is one such
/// grain, of key <see cref="Only"/>. A run takes as long as reading the journal does, so asking for one only starts it. Results are stored:
/// <see cref="IRecount.LatestAsync"/>.
/// </summary>
[Alias("Grid.IRecountGrain")]
public interface IRecountGrain : IGrainWithStringKey
{
    /// <summary>The one key.</summary>
    const string Only = "register";

    /// <summary>In place of a name: the register's own run of each night.</summary>
    const string Nightly = "nightly";

    /// <summary>Makes sure that the night's run has its reminder. Each silo calls it at its start.</summary>
    [Alias("Watch")]
    Task Watch();

    /// <summary>
    /// Starts a run over the leaves of a region; throws <see cref="UnknownRegionException"/>. The second of two callers gets the first
    /// one's run.
    /// </summary>
    /// <param name="region">Code of a leaf, a city or a province.</param>
    /// <param name="by">Who asks.</param>
    [AlwaysInterleave]
    [Alias("Start")]
    Task<RecountStart> Start(string region, string by);

    /// <summary>The run in progress, or else the last one of this activation; null when there was none.</summary>
    [AlwaysInterleave]
    [Alias("Current")]
    Task<RecountRun?> Current();
}

/// <summary>The answer to a request for a recount.</summary>
/// <param name="Started">False when another one is running, which <paramref name="Run"/> then is: ask again when it is over.</param>
[GenerateSerializer, Immutable, Alias("Grid.RecountStart")]
public sealed record RecountStart([property: Id(0)] bool Started, [property: Id(1)] RecountRun Run)
{
    public override string ToString() => DiscreetText.Of(this);
}

/// <summary>One run of recounting, in progress or over.</summary>
/// <param name="Region">Whose leaves it covers.</param>
/// <param name="By">Who asked for it; <see cref="IRecountGrain.Nightly"/> for the register itself.</param>
/// <param name="EndedAt">Null while it runs.</param>
/// <param name="Result">Its stored result; null while it runs and when it failed.</param>
/// <param name="Error">Why it failed; null otherwise.</param>
[GenerateSerializer, Immutable, Alias("Grid.RecountRun")]
public sealed record RecountRun(
    [property: Id(0)] string Region,
    [property: Id(1)] string By,
    [property: Id(2)] DateTimeOffset StartedAt,
    [property: Id(3)] DateTimeOffset? EndedAt,
    [property: Id(4)] RecountResult? Result,
    [property: Id(5)] string? Error
)
{
    public override string ToString() => DiscreetText.Of(this);
}

/// <summary>What a recount found.</summary>
/// <param name="Leaves">How many leaves it covered.</param>
/// <param name="Lines">Journal entries read.</param>
/// <param name="Waiting">Count entries that waited in the snapshot and were included.</param>
/// <param name="DifferentCells">Must be 0.</param>
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
)
{
    public override string ToString() => DiscreetText.Of(this);
}
