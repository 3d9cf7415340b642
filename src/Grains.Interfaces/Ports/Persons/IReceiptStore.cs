using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Receipts;

namespace Grid.Grains.Interfaces.Persons;

/// <summary>Receipts by caller and key. Look-ups that wait at the same time are read together.</summary>
public interface IReceiptStore
{
    /// <summary>The receipt, or null when none is committed.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot be reached.</exception>
    Task<StoredReceipt?> FindAsync(string caller, string key, CancellationToken cancellationToken);
}

/// <summary>A committed receipt: of a command to a person, with its outcome, or of another write, with its answer.</summary>
/// <param name="Outcome">What became of a command to a person; null for other writes.</param>
public sealed record StoredReceipt(
    string Caller,
    string Key,
    byte[] Digest,
    string Operation,
    PersonId? Person,
    CommandOutcome? Outcome,
    DateTimeOffset At
) : Discreet
{
    /// <summary>What was answered to a write that changed no person's record; null for commands to persons.</summary>
    public WriteAnswer? Answer { get; init; }
}
