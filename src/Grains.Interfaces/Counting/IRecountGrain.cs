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

    /// <summary>Sees to it that the night's run has its reminder. Each silo asks for that at its start.</summary>
    [Alias("Watch")]
    Task Watch();

    /// <summary>
    /// Starts a run over the leaves of a region; throws <see cref="UnknownRegionException"/>. Of two callers the second is told about the
    /// first one's.
    /// </summary>
    /// <param name="region">Code of a leaf, a city or a province.</param>
    /// <param name="by">Who asks.</param>
    [AlwaysInterleave]
    [Alias("Start")]
    Task<RecountStart> Start(string region, string by);

    /// <summary>The run at work, or else the last one that this activation knows of; null when there was none since.</summary>
    [AlwaysInterleave]
    [Alias("Current")]
    Task<RecountRun?> Current();
}
