using Orleans.Concurrency;

namespace Grid.Grains.Interfaces.Platform;

/// <summary>
/// The sync of one province with the national platform. Key: the province's code, two digits (<c>36</c>). One activation does the work;
/// leases keep a second one harmless.
/// </summary>
[Alias("Grid.IPlatformSyncGrain")]
public interface IPlatformSyncGrain : IGrainWithStringKey
{
    /// <summary>There may be items to send, or a pause (<see cref="IPlatformOrders"/>) has ended; may be lost.</summary>
    [OneWay]
    [AlwaysInterleave]
    [Alias("Nudge")]
    Task Nudge();

    /// <summary>Sees to its reminder and its timer. Each silo asks for that at its start.</summary>
    [AlwaysInterleave]
    [Alias("Watch")]
    Task Watch();

    [AlwaysInterleave]
    [Alias("State")]
    Task<PlatformSyncState> State();

    /// <summary>
    /// Closes a day that is over and reconciles it, now. Waits for the platform; without its answer <see cref="PlatformDay.Held"/> is null.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The day is not over.</exception>
    [AlwaysInterleave]
    [ResponseTimeout("00:02:00")]
    [Alias("Reconcile")]
    Task<PlatformDay> Reconcile(DateOnly day);
}
