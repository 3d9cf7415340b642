using Npgsql;

namespace Grid.Storage;

/// <summary>
/// What a process does before it serves: see that each of its connections has a session of its own. Prepared statements, advisory locks and
/// settings belong to a session; a pooler that gives each transaction another one (PgBouncer's modes transaction and statement) would mix
/// them up, some of the time.
/// </summary>
public static class PoolerCheck
{
    /// <summary>A busy pooler may hand out the same session by chance, once.</summary>
    private const int Rounds = 8;

    /// <summary>Returns if connections are sessions, directly or through a pooler.</summary>
    /// <exception cref="PoolerException">Two connections share a session, or one changes between them.</exception>
    /// <exception cref="NpgsqlException">The database cannot be reached, or the pooler has no second session to give.</exception>
    public static async Task EnsureAsync(NpgsqlDataSource dataSource, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        await using var first = await dataSource.OpenConnectionAsync(cancellationToken);
        var own = await SessionAsync(first, cancellationToken);

        // The server itself says at the beginning which session it is; a pooler makes that number up.
        if (own == first.ProcessID)
            return;
        await using var second = await dataSource.OpenConnectionAsync(cancellationToken);
        var other = await SessionAsync(second, cancellationToken);
        if (own == other)
            throw Shared();
        for (var round = 0; round < Rounds; round++)
        {
            // While one holds a session by its transaction, the other must find its own. Each holds twice in a row and then the other does:
            // a pooler that hands out its sessions always in the same order would give both their own for ever if nothing but that order
            // were asked for.
            var (holder, holders, asker, askers) = round / 2 % 2 == 0 ? (second, other, first, own) : (first, own, second, other);
            await using var transaction = await holder.BeginTransactionAsync(cancellationToken);
            var held = await SessionAsync(holder, cancellationToken);
            var found = await SessionAsync(asker, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            if (held != holders || found != askers)
                throw Shared();
        }
    }

    private static PoolerException Shared() =>
        new(
            "数据库连接经过按事务分配会话的连接池，拒绝启动，请改用会话模式。GRID_DATABASE leads to a connection pooler that gives each transaction another session of PostgreSQL. "
                + "The register needs sessions of its own: set pool_mode = session (PgBouncer), or name PostgreSQL itself."
        );

    private static async Task<int> SessionAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT pg_backend_pid()", connection);
        return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}

/// <summary>
/// Between the process and PostgreSQL there is a pooler that does not keep a session for a connection; the message says what to set.
/// </summary>
public sealed class PoolerException(string message) : Exception(message);
