using Grid.Domain.Persons;
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

    /// <summary>Makes sure of its reminder and its timer. Each silo calls it at its start.</summary>
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

/// <summary>The state of the sync.</summary>
/// <param name="PausedBy">Who paused it; null while it runs.</param>
/// <param name="Reachable">The last call was answered; null before the first.</param>
/// <param name="LastAcknowledgedDay">The last day that is closed and reconciles.</param>
[GenerateSerializer, Immutable, Alias("Grid.PlatformSyncState")]
public sealed record PlatformSyncState(
    [property: Id(0)] string Province,
    [property: Id(1)] string? PausedBy,
    [property: Id(2)] string? PauseReason,
    [property: Id(3)] bool? Reachable,
    [property: Id(4)] DateTimeOffset? LastAnswerAt,
    [property: Id(5)] string? LastError,
    [property: Id(6)] DateTimeOffset? LastPullAt,
    [property: Id(7)] DateOnly? LastAcknowledgedDay,
    [property: Id(8)] long Waiting,
    [property: Id(9)] DateTimeOffset? Oldest,
    [property: Id(10)] long Refused,
    [property: Id(11)] DateTimeOffset AsOf
)
{
    public override string ToString() => DiscreetText.Of(this);
}

/// <summary>A day's manifest and the result of comparing it.</summary>
/// <param name="Expected">What the register made for that day.</param>
/// <param name="Accepted">What the platform accepted.</param>
/// <param name="Held">What the platform's statistics say; null while it has not answered.</param>
/// <param name="Missing">Items of which expected and held differ, in number: 0 when the day reconciles.</param>
[GenerateSerializer, Immutable, Alias("Grid.PlatformDay")]
public sealed record PlatformDay(
    [property: Id(0)] DateOnly Day,
    [property: Id(1)] IReadOnlyList<PlatformDayFigure> Expected,
    [property: Id(2)] IReadOnlyList<PlatformDayFigure> Accepted,
    [property: Id(3)] IReadOnlyList<PlatformDayFigure>? Held,
    [property: Id(4)] long Missing,
    [property: Id(5)] bool Reconciled,
    [property: Id(6)] DateTimeOffset ClosedAt,
    [property: Id(7)] DateTimeOffset? ReconciledAt
)
{
    /// <summary>The newest signed checkpoint of the log of commits when the manifest was made; null if there was none.</summary>
    [Id(8)]
    public string? Checkpoint { get; init; }

    public override string ToString() => DiscreetText.Of(this);
}

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
)
{
    public override string ToString() => DiscreetText.Of(this);
}
