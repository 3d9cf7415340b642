using Grid.Api.Views;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Platform;

namespace Grid.Api.Platform;

/// <summary>What was ordered of the sync, by whom and why.</summary>
/// <param name="Order">As <c>resend</c>, <c>skip</c>, <c>resendDays</c>, <c>pause</c>.</param>
/// <param name="Key">Key of the item that it concerns.</param>
/// <param name="Application">The refused application that it concerns.</param>
/// <param name="Region">Leading digits of the regions; absent for all.</param>
/// <param name="Kind">Kind of the items; absent for all.</param>
/// <param name="Items">How many items it concerned; of a backfill, how many it had put to what waits.</param>
/// <param name="Backfill">The backfill that it concerns.</param>
public sealed record PlatformOrderLine(
    string Order,
    string By,
    string Reason,
    DateTimeOffset At,
    string? PersonId,
    string? Key,
    long? Application,
    DateOnly? From,
    DateOnly? To,
    string? Region,
    string? Kind,
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
