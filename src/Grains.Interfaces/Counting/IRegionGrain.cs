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
    /// Folds until nothing that was committed before the call waits any more, here and below; then says how things stand.
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
