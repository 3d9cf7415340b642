using System.Text.Json.Serialization;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Receipts;

namespace Grid.Grains.Interfaces.Platform;

/// <summary>
/// The operators' log of the sync. Orders that change an item, a day or an application are written by the store with their effect; pausing
/// and resuming are orders alone.
/// </summary>
public interface IPlatformOrders
{
    /// <summary>Nothing is pulled or sent from now on; false when it is paused already. Durable on return.</summary>
    Task<bool> PauseAsync(string by, string reason, DateTimeOffset at, CommandReceipt? receipt, CancellationToken cancellationToken);

    /// <summary>Ends the pause; false when there is none. Durable on return.</summary>
    Task<bool> ResumeAsync(string by, string reason, DateTimeOffset at, CommandReceipt? receipt, CancellationToken cancellationToken);

    /// <summary>The pause that is in force; null while the sync runs.</summary>
    Task<PlatformOrder?> PausedAsync(CancellationToken cancellationToken);

    /// <summary>The orders, the newest first.</summary>
    Task<Page<PlatformOrder>> ListAsync(PageRequest page, CancellationToken cancellationToken);
}

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
) : Discreet
{
    /// <summary>The backfill that it concerns.</summary>
    public Guid? Backfill { get; init; }
}

/// <summary>What an operator ordered of the sync.</summary>
[JsonConverter(typeof(StrictEnumConverter<PlatformOrderKind>))]
public enum PlatformOrderKind
{
    /// <summary>An item from the list is sent again.</summary>
    Resend,

    /// <summary>An item is taken off the list and not sent.</summary>
    Skip,

    /// <summary>An item was reported by hand.</summary>
    ReportedByHand,

    /// <summary>Days are sent again.</summary>
    ResendDays,

    /// <summary>A refused application of the platform is tried again.</summary>
    RetryApplication,

    Pause,
    Resume,

    /// <summary>A backfill is ordered.</summary>
    StartBackfill,

    PauseBackfill,
    ResumeBackfill,
    CancelBackfill,

    /// <summary>A backfill goes at another speed.</summary>
    ThrottleBackfill,
}
