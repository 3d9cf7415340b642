using System.Text.Json;
using Grid.Domain.Json;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Receipts;
using Grid.Storage.Batching;
using Grid.Storage.Persons.Commits;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Receipts;

/// <summary>Commits a write that changes no person's record together with its receipt: both or neither.</summary>
/// <remarks>
/// The receipt goes first. So a second attempt after a lost connection, like a repeat that raced, waits for the holder of the key and then
/// finds it taken, before the write is tried again: the effect is there once, and the receipt holds the answer.
/// </remarks>
internal static class ReceiptedWrite
{
    private const int Attempts = 2;

    /// <summary>Runs the write in a transaction of its own.</summary>
    /// <param name="source">Of the application's role.</param>
    /// <param name="receipt">Stored with it; null for a write that has no caller. Such a write must be harmless to repeat.</param>
    /// <param name="write">The statements, over this connection. Answers false when there was nothing to do: then nothing is stored, no
    /// receipt either.</param>
    /// <returns>Whether it was committed.</returns>
    /// <exception cref="DuplicateReceiptException">The key has been used; nothing was committed. Read the receipt.</exception>
    /// <exception cref="StoreRefusedException">A constraint forbids it; nothing was committed.</exception>
    /// <exception cref="StoreUnavailableException">Nothing was committed.</exception>
    /// <exception cref="OutcomeUnknownException">The connection was lost at the commit, and the database has not come back.</exception>
    public static async Task<bool> RunAsync(
        NpgsqlDataSource source,
        CommandReceipt? receipt,
        Func<NpgsqlConnection, Task<bool>> write,
        CancellationToken cancellationToken
    )
    {
        var mayBeCommitted = false;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync(cancellationToken);
                await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
                if (receipt is not null)
                    await InsertAsync(connection, receipt, cancellationToken);
                if (!await write(connection))
                    return false;
                mayBeCommitted = true;
                await transaction.CommitAsync(CancellationToken.None);
                return true;
            }
            catch (PostgresException e) when (!StoreErrors.IsConnectionLoss(e))
            {
                var known = CommitErrors.Of(e);
                throw mayBeCommitted && known is StoreUnavailableException ? Unknown(e) : known;
            }
            catch (Exception e) when (StoreErrors.IsConnectionLoss(e))
            {
                if (attempt == Attempts)
                    throw mayBeCommitted ? Unknown(e) : StoreErrors.Unavailable(e);
            }
        }
    }

    private static async Task InsertAsync(NpgsqlConnection connection, CommandReceipt receipt, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "INSERT INTO receipt (caller, key, month, digest, operation, outcome, at) SELECT $1, $2, month, $4, $5, $6, $7 FROM unnest($3) AS month",
            connection
        );
        command.Parameters.AddWithValue(receipt.Caller);
        command.Parameters.AddWithValue(receipt.Key);
        command.Parameters.AddWithValue(NpgsqlDbType.Array | NpgsqlDbType.Date, ReceiptMonths.Of(receipt.At).ToArray());
        command.Parameters.AddWithValue(receipt.Digest);
        command.Parameters.AddWithValue(receipt.Operation);
        command.Parameters.AddWithValue(NpgsqlDbType.Jsonb, JsonSerializer.Serialize(receipt.Answer, DomainJson.Options));
        command.Parameters.AddWithValue(receipt.At.ToUniversalTime());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static OutcomeUnknownException Unknown(Exception cause) =>
        new("The connection to the database was lost at the commit, and the outcome cannot be found out.", cause);
}
