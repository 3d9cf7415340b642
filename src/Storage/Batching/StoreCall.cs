using Grid.Grains.Interfaces.Persons;
using Npgsql;

namespace Grid.Storage.Batching;

/// <summary>Runs a read on a pooled connection. A pooled connection may have died unnoticed: the read is then repeated, once.</summary>
internal static class StoreCall
{
    /// <exception cref="StoreUnavailableException">The database cannot answer.</exception>
    public static async Task<T> RunAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception e) when (StoreErrors.IsConnectionLoss(e))
        {
            try
            {
                return await read();
            }
            catch (Exception again) when (IsUnavailable(again))
            {
                throw StoreErrors.Unavailable(again);
            }
        }
        catch (Exception e) when (IsUnavailable(e))
        {
            throw StoreErrors.Unavailable(e);
        }
    }

    private static bool IsUnavailable(Exception error) =>
        StoreErrors.IsConnectionLoss(error) || (error is PostgresException server && StoreErrors.IsServerTrouble(server));
}
