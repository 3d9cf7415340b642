using Grid.Api.OpenApi;
using Grid.Api.Views;
using Grid.Domain.Persons;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Platform;

namespace Grid.Api.Platform;

/// <summary>The state of the sync.</summary>
/// <param name="Paused">The pause in force; absent while the sync runs.</param>
/// <param name="Reachable">The platform's last call was answered; absent before the first, and where no platform is configured.</param>
/// <param name="LastPullAt">When all waiting applications were last pulled.</param>
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

/// <summary>A pause: by whom, why and since when.</summary>
public sealed record PauseView(string By, string Note, DateTimeOffset At)
{
    internal static PauseView Of(PlatformOrder order) => new(order.By, Mask.Text(order.Reason)!, order.At);
}

/// <summary>A page of the operators' log, the newest first.</summary>
/// <param name="Next">Cursor of the next page; absent at the end.</param>
public sealed record PlatformOrdersView(IReadOnlyList<PlatformOrderLine> Items, string? Next);

/// <summary>What was ordered of the sync, by whom and why.</summary>
/// <param name="Order">As <c>resend</c>, <c>skip</c>, <c>resendDays</c>, <c>pause</c>.</param>
/// <param name="Key">Key of the item that it concerns.</param>
/// <param name="Application">The refused application that it concerns.</param>
/// <param name="Region">Leading digits of the regions; absent for all.</param>
/// <param name="Kind">Kind of the items; absent for all.</param>
/// <param name="Items">How many items it concerned; of a backfill, how many it had put to what waits.</param>
/// <param name="Backfill">The backfill that it concerns.</param>
public sealed record PlatformOrderLine(
    [NamesOf<PlatformOrderKind>] string Order,
    string By,
    string Note,
    DateTimeOffset At,
    string? PersonId,
    string? Key,
    long? Application,
    DateOnly? From,
    DateOnly? To,
    string? Region,
    [NamesOf<PlatformItemKind>] string? Kind,
    long Items,
    string? Backfill
)
{
    internal static PlatformOrderLine Of(PlatformOrder order) =>
        new(
            EnumName.Of(order.Kind),
            order.By,
            Mask.Text(order.Reason)!,
            order.At,
            order.Person?.ToString(),
            order.Key,
            order.Application,
            order.From,
            order.To,
            order.Region,
            order.ItemKind is { } kind ? EnumName.Of(kind) : null,
            order.Items,
            order.Backfill?.ToString("N")
        );
}
