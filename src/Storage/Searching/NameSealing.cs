using Grid.Domain.Identity;
using Grid.Storage.Persons.Commits;
using Grid.Storage.Sealing;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Searching;

/// <summary>
/// Seals the names that hosts from before migration 0815 wrote in the clear. The register may run meanwhile; it may be stopped and run
/// again, and goes on where it was. While such hosts still run they write more: it is complete when it has run after the last of them.
/// </summary>
public static class NameSealing
{
    private const int Page = 1_000;

    /// <summary>
    /// Locked, so that no commit comes between reading and writing. A commit that waits for the lock read the row's tokens before: what it
    /// leaves behind is removed at the end.
    /// </summary>
    private const string Read = """
        SELECT s.person_id, s.name, s.office IS NOT NULL, p.data_key
        FROM person_search AS s LEFT JOIN person AS p USING (person_id)
        WHERE s.person_id > $1 AND s.name IS NOT NULL ORDER BY s.person_id LIMIT $2 FOR UPDATE OF s
        """;

    private const string Write = """
        WITH input AS MATERIALIZED (
            SELECT i.person_id, i.sealed, i.tokens::bigint[] AS tokens
            FROM unnest($1::uuid[], $2::bytea[], $3::text[]) AS i (person_id, sealed, tokens)),
        named AS (
            UPDATE person_search AS s SET name = NULL, name_key = NULL, name_sealed = i.sealed, name_tokens = i.tokens
            FROM input AS i WHERE s.person_id = i.person_id RETURNING s.person_id, s.office, s.name_tokens)
        INSERT INTO name_token AS old (token, person_id, office)
        SELECT t.token, n.person_id, n.office FROM named AS n, LATERAL unnest(n.name_tokens) AS t (token)
        ON CONFLICT (token, person_id) DO UPDATE SET office = excluded.office
        """;

    private const string RemoveOrphans = """
        DELETE FROM name_token AS t WHERE NOT EXISTS (
            SELECT FROM person_search AS s WHERE s.person_id = t.person_id AND t.token = ANY (s.name_tokens))
        """;

    private const string Running = """
        SELECT coalesce(array_agg(virtualxid), ARRAY[]::text[]) FROM pg_locks JOIN pg_stat_activity USING (pid)
        WHERE locktype = 'virtualxid' AND datname = current_database() AND pid <> pg_backend_pid() AND ($1 IS NULL OR virtualxid = ANY ($1))
        """;

    /// <summary>
    /// Space that was given up, and the statistics of columns, still contain the names, and so would a base backup. New files do not. A
    /// search waits meanwhile: some seconds for a million persons.
    /// </summary>
    private static readonly string[] Rewrite = ["VACUUM (FULL, ANALYZE) person_search", "VACUUM (FULL) pg_catalog.pg_statistic"];

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Seals what is in the clear.</summary>
    /// <param name="dataSource">The application's role suffices.</param>
    /// <param name="secrets">Of this register.</param>
    /// <param name="cancellationToken">Gives up; what was sealed stays sealed.</param>
    /// <exception cref="SealKeyMissingException">The ring lacks a key that wrapped a person's: it is not the whole ring of this register.
    /// </exception>
    public static async Task<NameSealingReport> RunAsync(
        NpgsqlDataSource dataSource,
        RegisterSecrets secrets,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        ArgumentNullException.ThrowIfNull(secrets);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var (last, isSealed, erased) = (Guid.Empty, 0L, 0L);
        while (true)
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var page = await ReadAsync(connection, last, cancellationToken);
            if (page.Count == 0)
                break;
            last = page[^1].Person;
            await WriteAsync(connection, page, secrets, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            erased += page.Count(row => row.Wrapped is null);
            isSealed += page.Count(row => row.Wrapped is not null);
        }

        if (isSealed + erased > 0)
        {
            await using var remove = new NpgsqlCommand(RemoveOrphans, connection) { CommandTimeout = 0 };
            await remove.ExecuteNonQueryAsync(cancellationToken);
        }

        return new NameSealingReport(isSealed, erased);
    }

    /// <summary>Writes the tables that contained names into new files.</summary>
    /// <param name="owner">The connection string of the database's owner.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="cancellationToken">Gives up; it may be repeated.</param>
    public static async Task RewriteAsync(string owner, TimeProvider clock, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(owner);
        await connection.OpenAsync(cancellationToken);
        foreach (var sql in Rewrite)
        {
            await EarlierAsync(connection, clock, cancellationToken);
#pragma warning disable CA2100 // Constants.
            await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    /// <summary>
    /// Waits for every transaction that runs now. One that began before the names were sealed may still read them, and PostgreSQL would
    /// take them along into the new file.
    /// </summary>
    private static async Task EarlierAsync(NpgsqlConnection connection, TimeProvider clock, CancellationToken cancellationToken)
    {
        for (var running = await RunningAsync(connection, null, cancellationToken); running.Length > 0; )
        {
            await Task.Delay(Pause, clock, cancellationToken);
            running = await RunningAsync(connection, running, cancellationToken);
        }
    }

    /// <summary>Transactions that run, of all or of these.</summary>
    private static async Task<string[]> RunningAsync(NpgsqlConnection connection, string[]? among, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Running, connection);
        command.Parameters.Add(
            new NpgsqlParameter { Value = (object?)among ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text }
        );
        return (string[])(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static async Task<List<(Guid Person, PersonName Name, bool IsFound, byte[]? Wrapped)>> ReadAsync(
        NpgsqlConnection connection,
        Guid after,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(Read, connection) { CommandTimeout = 0 };
        command.Parameters.AddWithValue(after);
        command.Parameters.AddWithValue(Page);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var page = new List<(Guid, PersonName, bool, byte[]?)>(Page);
        while (await row.ReadAsync(cancellationToken))
        {
            page.Add(
                (
                    row.GetGuid(0),
                    PersonName.Parse(row.GetString(1)),
                    row.GetBoolean(2),
                    row.IsDBNull(3) ? null : row.GetFieldValue<byte[]>(3)
                )
            );
        }

        return page;
    }

    /// <summary>Who is erased has no key, and keeps no name.</summary>
    private static async Task WriteAsync(
        NpgsqlConnection connection,
        List<(Guid Person, PersonName Name, bool IsFound, byte[]? Wrapped)> page,
        RegisterSecrets secrets,
        CancellationToken cancellationToken
    )
    {
        var values = page.Select(row =>
            {
                if (row.Wrapped is null)
                    return ((byte[]?)null, (string?)null);
                var id = $"{row.Person:N}";
                return (
                    PersonSeal.Seal(row.Name.Value, DataKey.Unwrap(secrets.Ring, row.Wrapped, id), id, PersonSeal.Name),
                    row.IsFound ? NameTokens.Literal(NameTokens.AllOf(secrets.RegisterKey, row.Name)) : null
                );
            })
            .ToArray();
        await using var command = new NpgsqlCommand(Write, connection) { CommandTimeout = 0 };
        command.Parameters.AddWithValue(NpgsqlDbType.Array | NpgsqlDbType.Uuid, page.Select(row => row.Person).ToArray());
        command.Parameters.AddWithValue(NpgsqlDbType.Array | NpgsqlDbType.Bytea, values.Select(value => value.Item1).ToArray());
        command.Parameters.AddWithValue(NpgsqlDbType.Array | NpgsqlDbType.Text, values.Select(value => value.Item2).ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

/// <summary>What was done.</summary>
/// <param name="Sealed">Names that were sealed.</param>
/// <param name="Erased">Names of persons without a key, which were removed.</param>
public sealed record NameSealingReport(long Sealed, long Erased);
