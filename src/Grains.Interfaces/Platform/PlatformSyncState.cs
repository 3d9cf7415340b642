namespace Grid.Grains.Interfaces.Platform;

/// <summary>How the sync stands.</summary>
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
);
