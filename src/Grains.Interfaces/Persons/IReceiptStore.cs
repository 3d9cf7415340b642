namespace Grid.Grains.Interfaces.Persons;

/// <summary>Receipts by caller and key. Look-ups that wait at the same time are read together.</summary>
public interface IReceiptStore
{
    /// <summary>The receipt, or null when none is committed.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot be reached.</exception>
    Task<StoredReceipt?> FindAsync(string caller, string key, CancellationToken cancellationToken);
}
