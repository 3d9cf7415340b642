using Grid.Grains.Interfaces.Persons;
using Npgsql;

namespace Grid.Storage.Batching;

/// <summary>
/// Writes the groups of a <see cref="GroupQueue{T}"/> with one prepared statement each, on a connection of its own. Where the database rejects
/// a group, its items are tried one by one, and only those that are rejected alone fail.
/// </summary>
/// <param name="persistent">The connection; only this object uses it.</param>
/// <param name="rejected">What an item that is rejected is answered, without a full stop.</param>
internal abstract class GroupWriter<T>(PersistentConnection persistent, string rejected) : IGroupHandler<T>
    where T : class, IGroupItem
{
    private NpgsqlCommand? command;

    public async Task HandleAsync(IReadOnlyList<T> group, CancellationToken cancellationToken)
    {
        try
        {
            await WriteAsync(await OpenAsync(cancellationToken), group, cancellationToken);
        }
        catch (PostgresException e) when (IsRejected(e) && group.Count > 1)
        {
            foreach (var item in group)
                await HandleAsync([item], cancellationToken);
        }
        catch (PostgresException e) when (IsRejected(e))
        {
            // The server's own error may quote values.
            foreach (var item in group)
                item.Fail(new StoreRefusedException($"{rejected} ({e.SqlState}).", e.ConstraintName, duplicate: false));
        }
        catch (Exception e) when (e is NpgsqlException || StoreErrors.IsConnectionLoss(e))
        {
            await DropAsync();
            foreach (var item in group)
                item.Fail(StoreErrors.Unavailable(e));
        }
    }

    public ValueTask DisposeAsync() => DropAsync();

    /// <summary>The statement for a connection, with its parameters but without their values.</summary>
    protected abstract NpgsqlCommand Statement(NpgsqlConnection connection);

    /// <summary>Carries out the statement for a group, and answers each of its items once it is written.</summary>
    /// <param name="statement">Prepared; its connection is open.</param>
    /// <param name="group">At least one item.</param>
    /// <param name="cancellationToken">Cancelled when the process cannot wait any longer.</param>
    protected abstract Task WriteAsync(NpgsqlCommand statement, IReadOnlyList<T> group, CancellationToken cancellationToken);

    /// <summary>The connection is gone; whether the last group was written is not known.</summary>
    protected virtual void Dropped() { }

    private static bool IsRejected(PostgresException error) => !StoreErrors.IsConnectionLoss(error) && !StoreErrors.IsServerTrouble(error);

    private async Task<NpgsqlCommand> OpenAsync(CancellationToken cancellationToken)
    {
        if (persistent.IsOpen && command is not null)
            return command;
        await DropAsync();
        command = Statement(await persistent.GetAsync(cancellationToken));
        await command.PrepareAsync(cancellationToken);
        return command;
    }

    private async ValueTask DropAsync()
    {
        if (command is not null)
            await command.DisposeAsync();
        command = null;
        Dropped();
        await persistent.DropAsync();
    }
}
