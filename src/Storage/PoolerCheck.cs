using Npgsql;

namespace Grid.Storage;

/// <summary>
/// What a process does before it serves: see that each of its connections has a session of its own. Prepared statements, advisory locks and settings belong to a session; a pooler that gives
/// each transaction another one (PgBouncer's modes transaction and statement) would mix them up, some of the time.
/// </summary>
public static class PoolerCheck
{
    /// <summary>A busy pooler may hand out the same session by chance, once.</summary>
    private const int Rounds = 5;

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
            // While the second one holds a session by its transaction, the first must find its own again.
            await using var transaction = await second.BeginTransactionAsync(cancellationToken);
            var held = await SessionAsync(second, cancellationToken);
            var again = await SessionAsync(first, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            if (held != other || again != own)
                throw Shared();
        }
    }

    private static PoolerException Shared() => new(
        "数据库连接经过按事务分配会话的连接池，拒绝启动，请改用会话模式。GRID_DATABASE leads to a connection pooler that gives each transaction another session of PostgreSQL. "
        + "The register needs sessions of its own: set pool_mode = session (PgBouncer), or name PostgreSQL itself.");

    private static async Task<int> SessionAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT pg_backend_pid()", connection);
        return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
