using Grid.Grains.Interfaces.Persons;
using Npgsql;

namespace Grid.Storage.Batching;

/// <summary>What an error of the database means.</summary>
internal static class StoreErrors
{
    /// <summary>The server gave up this statement because of others: the same statement may succeed right away.</summary>
    public static bool IsContention(PostgresException error) =>
        error.SqlState
            is PostgresErrorCodes.DeadlockDetected
                or PostgresErrorCodes.SerializationFailure
                or PostgresErrorCodes.LockNotAvailable
        || IsMovedPartition(error);

    /// <summary>
    /// While the row waited for its partition, another became the right one (a month's was made): the only breach of a check without a
    /// constraint's name.
    /// </summary>
    private static bool IsMovedPartition(PostgresException error) =>
        error is { SqlState: PostgresErrorCodes.CheckViolation, ConstraintName: null or "" };

    /// <summary>
    /// The server is in no state to do its work (full, stopping, read-only, out of memory, over its time): nothing is wrong with the
    /// statement.
    /// </summary>
    public static bool IsServerTrouble(PostgresException error) =>
        error.SqlState
            is ['5', '3' or '7' or '8', ..]
                or PostgresErrorCodes.ReadOnlySqlTransaction
                or PostgresErrorCodes.InternalError
                or PostgresErrorCodes.DataCorrupted
                or PostgresErrorCodes.IndexCorrupted
        || error.SqlState.StartsWith("08", StringComparison.Ordinal);

    /// <summary>The connection failed, not the statement.</summary>
    public static bool IsConnectionLoss(Exception error) =>
        error is System.Net.Sockets.SocketException or IOException or TimeoutException or ObjectDisposedException
        || (
            error is NpgsqlException
            && (error is not PostgresException server || server.SqlState.StartsWith("57P", StringComparison.Ordinal))
        );

    /// <summary>For reads: the error for the caller.</summary>
    public static StoreUnavailableException Unavailable(Exception error) => new("The database cannot answer at present.", error);
}
