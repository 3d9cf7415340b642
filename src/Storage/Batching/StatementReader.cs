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
    private readonly PersistentConnection _connection = new(source, clock);
    private NpgsqlCommand? _command;

    /// <summary>Runs the query and hands over each row.</summary>
    /// <param name="row">Called for each row.</param>
    /// <param name="again">Called before the rows come a second time.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="values">The parameters' values.</param>
    /// <exception cref="StoreUnavailableException">The database cannot answer.</exception>
    public async Task ReadAsync(Action<NpgsqlDataReader> row, Action again, CancellationToken cancellationToken, params object[] values)
    {
        var mayRepeat = _connection.IsOpen;
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
        if (_connection.IsOpen && _command is not null)
            return _command;
        var connection = await _connection.GetAsync(cancellationToken);
        _command = new NpgsqlCommand(sql, connection) { CommandTimeout = (int)timeout.TotalSeconds };
        foreach (var type in parameters)
            _command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = type });
        await _command.PrepareAsync(cancellationToken);
        return _command;
    }

    private async ValueTask DropAsync()
    {
        if (_command is not null)
            await _command.DisposeAsync();
        _command = null;
        await _connection.DropAsync();
    }
}
