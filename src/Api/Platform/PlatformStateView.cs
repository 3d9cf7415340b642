using Grid.Grains.Interfaces.Platform;

namespace Grid.Api.Platform;

/// <summary>How the sync stands.</summary>
/// <param name="Paused">The pause in force; absent while the sync runs.</param>
/// <param name="Reachable">The platform's last call was answered; absent before the first, and where no platform is configured.</param>
/// <param name="LastPullAt">When applications were last pulled to their end.</param>
/// <param name="LastReconciledDay">The last day that is closed and reconciles.</param>
/// <param name="Waiting">Items that wait to be sent.</param>
/// <param name="OldestSince">Since when the oldest of them waits.</param>
/// <param name="Refused">Items on the refused list.</param>
/// <param name="HeldBack">Items that wait behind a refused one of their person.</param>
/// <param name="ByHand">Items to report by hand.</param>
public sealed record PlatformStateView(
    string Province,
    PauseView? Paused,
    bool? Reachable,
    DateTimeOffset? LastAnswerAt,
    string? LastError,
    DateTimeOffset? LastPullAt,
    DateOnly? LastReconciledDay,
    long Waiting,
    DateTimeOffset? OldestSince,
    long Refused,
    long HeldBack,
    long ByHand,
    DateTimeOffset AsOf
)
{
    internal static PlatformStateView Of(PlatformSyncState state, OutboxState outbox, PlatformOrder? pause) =>
        new(
            state.Province,
            pause is null ? null : PauseView.Of(pause),
            state.Reachable,
            state.LastAnswerAt,
            state.LastError,
            state.LastPullAt,
            state.LastAcknowledgedDay,
            outbox.Waiting,
            outbox.Oldest,
            outbox.Refused,
            outbox.HeldBack,
            outbox.ByHand,
            state.AsOf
        );
}
