using Grid.Grains.Interfaces.Persons;
using Grid.Storage.Batching;
using Npgsql;

namespace Grid.Storage.Persons.Commits;

/// <summary>The error for the caller of a write when the server rejected its statement. In each case nothing was committed.</summary>
internal static class CommitErrors
{
    // The server's error is not handed on: its details may quote values.
    public static Exception Of(PostgresException error)
    {
        if (StoreErrors.IsContention(error))
        {
            return new StoreUnavailableException(
                $"The database gave the write up because of others ({error.SqlState}). Nothing was committed; repeat."
            );
        }

        if (StoreErrors.IsServerTrouble(error))
        {
            return new StoreUnavailableException(
                $"The database could not carry out the write ({error.SqlState}). Nothing was committed; repeat later."
            );
        }

        var duplicate = error.SqlState is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ExclusionViolation;
        if (duplicate && error.TableName?.StartsWith("receipt", StringComparison.Ordinal) == true)
            return new DuplicateReceiptException("A receipt of this caller and key exists already. Nothing was committed.");
        return new StoreRefusedException(
            $"The database refused the write: {error.SqlState}{(error.ConstraintName is { } constraint ? $", {constraint}" : "")}. Nothing was committed.",
            error.ConstraintName,
            duplicate
        );
    }
}
