using Grid.Storage.Batching;
using Npgsql;

namespace Grid.Storage.Counting;

/// <summary>
/// Runs a call of the counts. A transaction that was given up because others held its rows too long was undone, and may be tried again
/// later.
/// </summary>
internal static class CountCall
{
    /// <summary>The server ended a transaction whose client had gone silent.</summary>
    private const string IdleInTransaction = "25P03";

    /// <exception cref="Grid.Grains.Interfaces.Persons.StoreUnavailableException">The database cannot answer at present.</exception>
    public static async Task<T> RunAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await StoreCall.RunAsync(call);
        }
        catch (PostgresException e) when (StoreErrors.IsContention(e) || e.SqlState == IdleInTransaction)
        {
            throw StoreErrors.Unavailable(e);
        }
    }
}
