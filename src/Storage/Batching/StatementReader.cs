using Grid.Grains.Interfaces.Persons;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Batching;

/// <summary>
/// One prepared query on a connection of its own. A connection that turns out to be dead is replaced once: a read may be repeated.
/// </summary>
internal sealed class StatementReader(
    NpgsqlDataSource source,
    TimeProvider clock,
    string sql,
    TimeSpan timeout,
    params NpgsqlDbType[] parameters
) : IAsyncDisposable
{
    private readonly PersistentConnection persistent = new(source, clock);
    private NpgsqlCommand? prepared;

    /// <summary>Runs the query and hands over each row.</summary>
    /// <param name="row">Called for each row.</param>
    /// <param name="again">Called before the rows come a second time.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="values">The parameters' values.</param>
    /// <exception cref="StoreUnavailableException">The database cannot answer.</exception>
    public async Task ReadAsync(Action<NpgsqlDataReader> row, Action again, CancellationToken cancellationToken, params object[] values)
    {
        var mayRepeat = persistent.IsOpen;
        while (true)
        {
            try
            {
                var command = await PreparedAsync(cancellationToken);
                for (var i = 0; i < values.Length; i++)
                    command.Parameters[i].Value = values[i];
                await using var reader = await command.ExecuteReaderAsync(cancellationToken);
                while (await reader.ReadAsync(cancellationToken))
                    row(reader);
                return;
            }
            catch (Exception e) when (StoreErrors.IsConnectionLoss(e) && mayRepeat)
            {
                mayRepeat = false;
                await DropAsync();
                again();
            }
            catch (Exception e)
                when (StoreErrors.IsConnectionLoss(e) || (e is PostgresException error && StoreErrors.IsServerTrouble(error)))
            {
                await DropAsync();
                throw StoreErrors.Unavailable(e);
            }
        }
    }

    public ValueTask DisposeAsync() => DropAsync();

    private async ValueTask<NpgsqlCommand> PreparedAsync(CancellationToken cancellationToken)
    {
        if (persistent.IsOpen && prepared is not null)
            return prepared;
        var connection = await persistent.GetAsync(cancellationToken);
        prepared = new NpgsqlCommand(sql, connection) { CommandTimeout = (int)timeout.TotalSeconds };
        foreach (var type in parameters)
            prepared.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = type });
        await prepared.PrepareAsync(cancellationToken);
        return prepared;
    }

    private async ValueTask DropAsync()
    {
        if (prepared is not null)
            await prepared.DisposeAsync();
        prepared = null;
        await persistent.DropAsync();
    }
}
