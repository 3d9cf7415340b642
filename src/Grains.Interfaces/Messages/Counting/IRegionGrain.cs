using Grid.Domain.Counting;
using Orleans.Concurrency;

namespace Grid.Grains.Interfaces.Counting;

/// <summary>
/// The live counts of one region (统计). Key: the region's code. A leaf (county-level unit, or the city that has none) claims and folds count
/// entries; a city with counties and the province sum what their children publish. Figures are what is folded and committed, never less. A
/// key that is no such region is refused with <see cref="UnknownRegionException"/>; a sum of which a part does not answer with
/// <see cref="RegionUnavailableException"/>.
/// </summary>
[Alias("Grid.IRegionGrain")]
public interface IRegionGrain : IGrainWithStringKey
{
    /// <summary>There may be entries to fold. May be lost: a timer and a reminder are the fallback.</summary>
    [OneWay]
    [AlwaysInterleave]
    [Alias("Nudge")]
    Task Nudge();

    /// <summary>
    /// The figures of a period, open or closed; of a parent the sum of its children, not older than a fraction of a second.
    /// </summary>
    [AlwaysInterleave]
    [Alias("Figures")]
    Task<RegionFigures> Figures(CountingPeriod period);

    /// <summary>
    /// Folds until nothing that was committed before the call is waiting, here and below; then answers with the state.
    /// </summary>
    [AlwaysInterleave]
    [ResponseTimeout("00:01:00")]
    [Alias("Drain")]
    Task<FoldState> Drain();

    /// <summary>A period was closed below or here: reads the stored counts again.</summary>
    [AlwaysInterleave]
    [ResponseTimeout("00:00:20")]
    [Alias("Reload")]
    Task Reload();
}

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
)
{
    public override string ToString() => DiscreetText.Of(this);
}

/// <summary>How far a region's counts are.</summary>
/// <param name="ClosedThrough">The last closed period of a leaf; null when none is. Of a parent the earliest of its leaves'.</param>
/// <param name="Waiting">Entries that were waiting at the last check.</param>
[GenerateSerializer, Immutable, Alias("Grid.FoldState")]
public sealed record FoldState(
    [property: Id(0)] string Region,
    [property: Id(1)] long Version,
    [property: Id(2)] CountingPeriod? ClosedThrough,
    [property: Id(3)] long Waiting,
    [property: Id(4)] DateTimeOffset AsOf
)
{
    public override string ToString() => DiscreetText.Of(this);
}

/// <summary>The key is no region of the tree in force, or one below the leaves, for which nothing is counted.</summary>
[GenerateSerializer, Alias("Grid.UnknownRegionException")]
public sealed class UnknownRegionException : Exception
{
    /// <param name="key">What was asked for.</param>
    public UnknownRegionException(string key)
        : base($"'{key}' is no region with figures: a province, a city, or a county-level unit.") => Key = key;

    [Id(0)]
    public string Key { get; }
}

/// <summary>
/// The figures of a region are not available because one below does not answer: partial sums are never given. Repeat later.
/// </summary>
[GenerateSerializer, Alias("Grid.RegionUnavailableException")]
public sealed class RegionUnavailableException : Exception
{
    /// <param name="region">The region that does not answer.</param>
    /// <param name="cause">Named by its type alone: it may be one that cannot cross between processes.</param>
    public RegionUnavailableException(string region, Exception? cause = null)
        : base(cause is null ? $"Region {region} does not answer." : $"Region {region} does not answer ({cause.GetType().Name}).") =>
        Region = region;

    [Id(0)]
    public string Region { get; }
}
