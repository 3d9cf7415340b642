using Grid.Storage.Chaining.Checkpoints;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Chaining;

/// <summary>
/// Chains what hosts from before migration 0790 wrote: each journal row gets its MAC in <c>journal_mac</c>, each person's row its own. The
/// register may run meanwhile; it may be stopped and run again. When nothing is left, <c>chain_complete</c> says so, and from then on a row
/// without a MAC is a fault: no older host may run any more.
/// </summary>
public static class ChainRun
{
    private const int Page = 200;

    /// <summary>Commits of these persons wait until the page is written; groups lock in this order too.</summary>
    private const string Persons = $"""
        SELECT {ChainedPerson.Columns} FROM person AS p
        WHERE person_id > $1 AND (chained_version IS DISTINCT FROM version OR EXISTS (
            SELECT FROM journal AS j WHERE j.person_id = p.person_id AND j.mac IS NULL
                AND NOT EXISTS (SELECT FROM journal_mac AS m WHERE m.person_id = j.person_id AND m.sequence = j.sequence)))
        ORDER BY person_id LIMIT $2 FOR UPDATE
        """;

    private const string Rows = """
        INSERT INTO journal_mac (person_id, sequence, mac) SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::bytea[]) ON CONFLICT DO NOTHING
        """;

    private const string States = """
        UPDATE person AS p SET chain = i.chain, chained_version = p.version, mac = i.mac
        FROM unnest($1::uuid[], $2::bytea[], $3::bytea[]) AS i (person_id, chain, mac) WHERE p.person_id = i.person_id
        """;

    /// <summary>Chains everything that is not chained.</summary>
    /// <param name="dataSource">The application's role suffices.</param>
    /// <param name="keys">Of this register.</param>
    /// <param name="clock">Dates the mark.</param>
    /// <param name="reason">Why there are rows without a MAC again; needed after the first time if there are.</param>
    /// <param name="cancellationToken">Gives up; what was chained stays chained.</param>
    /// <exception cref="ChainReasonException">Everything was chained once, rows without a MAC were found, and no reason was given; nothing
    /// was written.</exception>
    public static async Task<ChainRunReport> RunAsync(
        NpgsqlDataSource dataSource,
        ChainKeys keys,
        TimeProvider clock,
        string? reason,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(clock);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await TurnAsync(connection, "SELECT pg_advisory_lock(hashtext('chain_run'))", cancellationToken);
        try
        {
            return await RunAsync(dataSource, connection, keys, clock, reason, cancellationToken);
        }
        finally
        {
            // A pooled connection keeps its locks until it is used again.
            await TurnAsync(connection, "SELECT pg_advisory_unlock(hashtext('chain_run'))", CancellationToken.None);
        }
    }

    private static async Task<ChainRunReport> RunAsync(
        NpgsqlDataSource dataSource,
        NpgsqlConnection connection,
        ChainKeys keys,
        TimeProvider clock,
        string? reason,
        CancellationToken cancellationToken
    )
    {
        var faults = new List<ChainFault>();
        var (persons, rows) = (0L, 0L);
        var (since, _) = await ChainMarks.ReadAsync(connection, keys, faults.Add, cancellationToken);
        for (var last = Guid.Empty; ; )
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var page = await ChainPages.ReadAsync(connection, Persons, last, Page, keys, cancellationToken);
            if (page.Count == 0)
                break;
            if (since is not null && string.IsNullOrWhiteSpace(reason))
                throw new ChainReasonException($"person {page[0].Person:N}");
            last = page[^1].Person;
            var sound = new List<ChainedPerson>(page.Count);
            foreach (var person in page)
            {
                // What was tampered with gets no MAC: it would be sound from then on.
                if (person.FaultsOfRows(keys) is { Count: > 0 } wrong)
                    faults.AddRange(wrong);
                else
                    sound.Add(person);
            }

            await WriteAsync(connection, sound, keys, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            persons += sound.Count;
            rows += sound.Sum(person => (long)person.Bare.Count);
        }

        var mayChain = since is null || !string.IsNullOrWhiteSpace(reason);
        var accesses = await AccessChainRun.RunAsync(dataSource, keys, mayChain, cancellationToken);
        if (faults.Count == 0 && (since is null || persons + accesses > 0))
            await ChainMarks.WriteAsync(dataSource, clock.GetUtcNow(), persons, rows, reason, keys, cancellationToken);
        return new ChainRunReport(persons, rows, accesses, faults);
    }

    private static async Task TurnAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        if (connection.FullState != System.Data.ConnectionState.Open)
            return;
#pragma warning disable CA2100 // One of two constants.
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task WriteAsync(
        NpgsqlConnection connection,
        List<ChainedPerson> persons,
        ChainKeys keys,
        CancellationToken cancellationToken
    )
    {
        var bare = persons.SelectMany(person => person.Bare.Select(row => (person.Person, row.Sequence, row.Mac))).ToArray();
        await using (var rows = new NpgsqlCommand(Rows, connection) { CommandTimeout = 0 })
        {
            rows.Parameters.AddWithValue(NpgsqlDbType.Array | NpgsqlDbType.Uuid, bare.Select(row => row.Person).ToArray());
            rows.Parameters.AddWithValue(NpgsqlDbType.Array | NpgsqlDbType.Bigint, bare.Select(row => row.Sequence).ToArray());
            rows.Parameters.AddWithValue(NpgsqlDbType.Array | NpgsqlDbType.Bytea, bare.Select(row => row.Mac).ToArray());
            await rows.ExecuteNonQueryAsync(cancellationToken);
        }

        var behind = persons.Where(person => !person.IsChained).ToArray();
        var macs = behind.Select(person => (person.Row with { Chain = person.Head }).Of(person.State, keys)).ToArray();
        await using var states = new NpgsqlCommand(States, connection) { CommandTimeout = 0 };
        states.Parameters.AddWithValue(NpgsqlDbType.Array | NpgsqlDbType.Uuid, behind.Select(person => person.Person).ToArray());
        states.Parameters.AddWithValue(NpgsqlDbType.Array | NpgsqlDbType.Bytea, behind.Select(person => person.Head).ToArray());
        states.Parameters.AddWithValue(NpgsqlDbType.Array | NpgsqlDbType.Bytea, macs);
        await states.ExecuteNonQueryAsync(cancellationToken);
        if (behind.Length > 0)
        {
            var entry = behind.Zip(macs, (person, mac) => new PersonEntry(person.Person, person.Row.Version, person.Row.Sequence, mac));
            await TreeEntry.WriteAsync(connection, TreeEntry.OfPersons([.. entry]), cancellationToken);
        }
    }
}

/// <summary>What was chained.</summary>
/// <param name="Persons">Persons.</param>
/// <param name="Rows">Journal rows that had no MAC.</param>
/// <param name="Accesses">Entries of the access log.</param>
/// <param name="Faults">Rows that are not as they were written: their persons were left as they are, and nothing is complete.</param>
public sealed record ChainRunReport(long Persons, long Rows, long Accesses, IReadOnlyList<ChainFault> Faults);

/// <summary>Rows without a MAC after everything was chained: somebody must say why.</summary>
public sealed class ChainReasonException(string row)
    : Exception(
        $"全部已成链之后又出现没有校验码的记录（如 {row}），请说明原因。Everything was chained, and there are rows without a MAC again ({row}). "
            + "If an older version has run since, repeat with --reason; if not, somebody changed the database."
    );
