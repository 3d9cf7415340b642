using Grid.Grains.Interfaces.Persons;

namespace Grid.Grains.Interfaces.Receipts;

/// <summary>
/// Receipts of requests that consist of many commands, each with a receipt of its own. The batch's says that it was begun: under its key no
/// other request can be sent, and the same request again continues where the first one ended.
/// </summary>
public interface IBatchReceipts
{
    /// <summary>On return the receipt is committed.</summary>
    /// <exception cref="DuplicateReceiptException">The key has been used already.</exception>
    /// <exception cref="StoreUnavailableException">Nothing was committed.</exception>
    Task BeginAsync(CommandReceipt receipt, CancellationToken cancellationToken);
}
