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
