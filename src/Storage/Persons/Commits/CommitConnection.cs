using Grid.Grains.Interfaces.Persons;
using Grid.Storage.Batching;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Persons.Commits;

/// <summary>A writer loop's connection with its two prepared statements.</summary>
internal sealed class CommitConnection(CommitServices services) : IAsyncDisposable
{
    private const string LastCommits = "SELECT person_id, last_commit FROM person WHERE person_id = ANY($1)";

    private readonly PersistentConnection persistent = new(
        services.Source,
        services.Clock,
        CommitStatement.SessionSettingsWith(services.Options.StatementTimeout)
    );
    private readonly CommitStatement statement = new();
    private NpgsqlCommand? prepared;
    private bool left;

    /// <inheritdoc cref="PersistentConnection.Pause"/>
    public TimeSpan Pause => persistent.Pause;

    /// <summary>Makes sure that the connection is open.</summary>
    /// <exception cref="StoreUnavailableException">It cannot be opened; nothing was sent.</exception>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        if (left)
            throw new StoreUnavailableException("The process is stopping.");
        if (persistent.IsOpen && prepared is not null && await persistent.IsAliveAsync(cancellationToken))
            return;
        await DropAsync();
        var connection = await persistent.GetAsync(cancellationToken);
        try
        {
            prepared = await statement.PrepareAsync(connection, services.ServiceId, cancellationToken);
        }
        catch (Exception e) when (StoreErrors.IsConnectionLoss(e))
        {
            await DropAsync();
            throw StoreErrors.Unavailable(e);
        }
    }

    /// <summary>Commits the writes, which are in key order, and returns the persons that were written; the others were stale.</summary>
    /// <remarks>
    /// A commit is never cancelled (see <see cref="CommitStatement.SessionSettingsWith"/>). A process that may wait no longer leaves it as
    /// it is.
    /// </remarks>
    /// <exception cref="OutcomeUnknownException">The process ends before the server has answered.</exception>
    public async Task<HashSet<Guid>> CommitAsync(IReadOnlyList<PendingWrite> writes, CancellationToken end)
    {
        statement.Fill(prepared!, writes);
        services.Faults.BeforeCommit(writes.Count);
        var committing = ExecuteAsync(writes.Count);
        try
        {
            return await committing.WaitAsync(end);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested && !committing.IsCompleted)
        {
            left = true;
            throw new OutcomeUnknownException("The process ends before the database has answered the commit.", null);
        }
    }

    private async Task<HashSet<Guid>> ExecuteAsync(int writes)
    {
        var written = new HashSet<Guid>(writes);

        // To the end of the results: the commit is reported after the last row. A caller's or the process's stop does not interrupt it.
        await using (var reader = await prepared!.ExecuteReaderAsync(CancellationToken.None))
        {
            while (await reader.ReadAsync(CancellationToken.None))
                written.Add(reader.GetGuid(0));
            await reader.NextResultAsync(CancellationToken.None);
        }

        services.Faults.AfterCommit(writes);
        return written;
    }

    /// <summary>The identifier of the last commit of each person that exists.</summary>
    public async Task<Dictionary<Guid, Guid>> LastCommitsAsync(IReadOnlyList<PendingWrite> writes, CancellationToken cancellationToken)
    {
        var connection = await persistent.GetAsync(cancellationToken);
        await using var command = new NpgsqlCommand(LastCommits, connection)
        {
            CommandTimeout = (int)services.Options.StatementTimeout.TotalSeconds,
        };
        command.Parameters.Add(
            new NpgsqlParameter<Guid[]>
            {
                NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid,
                TypedValue = [.. writes.Select(write => write.Person.Person)],
            }
        );
        var last = new Dictionary<Guid, Guid>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            last[reader.GetGuid(0)] = reader.GetGuid(1);
        return last;
    }

    public async ValueTask DropAsync()
    {
        if (left)
            return; // A command is under way: closing would wait for it.
        if (prepared is not null)
            await prepared.DisposeAsync();
        prepared = null;
        await persistent.DropAsync();
    }

    public ValueTask DisposeAsync() => DropAsync();
}
