using Grid.Domain.Identity;
using Grid.Domain.Persons;

namespace Grid.Grains.Interfaces.Platform;

/// <summary>A line of the operators' log of the sync: what was ordered, by whom and why. Never changed.</summary>
/// <param name="Item">The item that it concerns; null when it concerns several or none.</param>
/// <param name="Key">That item's key.</param>
/// <param name="Application">The downloaded application that it concerns.</param>
/// <param name="Region">Of days that are sent again: leading digits of the regions; null for all.</param>
/// <param name="ItemKind">Kind of the items; null for all.</param>
/// <param name="Items">How many items it concerned.</param>
public sealed record PlatformOrder(
    long Id,
    PlatformOrderKind Kind,
    string By,
    string Reason,
    DateTimeOffset At,
    long? Item,
    string? Key,
    PersonId? Person,
    long? Application,
    DateOnly? From,
    DateOnly? To,
    string? Region,
    PlatformItemKind? ItemKind,
    long Items
)
{
    /// <summary>The backfill that it concerns.</summary>
    public Guid? Backfill { get; init; }
}
