using System.Security.Cryptography;
using Grid.Grains.Interfaces.Persons;

namespace Grid.Grains.Interfaces.Receipts;

/// <summary>A request whose key has a receipt already.</summary>
/// <param name="Receipt">Of the first request with this key.</param>
/// <param name="IsSameRequest">It gets the first one's answer; false: the key was used for another request.</param>
public sealed record Replay(StoredReceipt Receipt, bool IsSameRequest) : Discreet;

/// <summary>Looks up whether a request was carried out before.</summary>
public static class Replays
{
    /// <summary>Null when the caller has not used the key, or nothing was committed under it.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot be reached.</exception>
    public static async Task<Replay?> ReplayAsync(
        this IReceiptStore receipts,
        string caller,
        string key,
        byte[] digest,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(receipts);
        return await receipts.FindAsync(caller, key, cancellationToken) is { } receipt
            ? new Replay(receipt, CryptographicOperations.FixedTimeEquals(receipt.Digest, digest))
            : null;
    }

    /// <summary>The answer to a command that was carried out before; null when it was not, or has no key.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot be reached.</exception>
    public static async Task<CommandReply?> RepliedBeforeAsync(
        this IReceiptStore receipts,
        CommandContext context,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(context);
        return
            context.IdempotencyKey is { } key
            && await receipts.ReplayAsync(context.Actor.Subject, key, context.RequestDigest, cancellationToken) is { } replay
            ? CommandReply.Of(replay)
            : null;
    }
}
