using Grid.Grains.Interfaces.Matching;
using Grid.Grains.Interfaces.Receipts;
using Grid.Storage.Batching;
using Grid.Storage.Receipts;
using Grid.Storage.Sealing;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Matching;

/// <summary>Runs in <c>match_run</c>, and the rows of theirs that a case needs in <c>match_row</c>.</summary>
public sealed class MatchRuns(NpgsqlDataSource source, RegisterSecrets secrets) : IMatchRuns
{
    private const string Columns =
        "id, source, as_of, sent_by, office, opened_at, status, expected, complete, received, hits, processed, tasks, exits, undone, refused, allowed, worked_at, ended_at";

    private readonly MatchRowSeal seal = new(secrets);

    public Task<bool> OpenAsync(MatchRun run, CommandReceipt? receipt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        return ReceiptedWrite.RunAsync(
            source,
            receipt,
            async connection =>
            {
                await using var command = new NpgsqlCommand(
                    """
                    INSERT INTO match_run (id, source, as_of, sent_by, office, opened_at, status, expected, complete)
                    VALUES ($1, $2, $3, $4, $5, $6, 'receiving', $7, $8)
                    ON CONFLICT (source) WHERE status IN ('receiving', 'running', 'asking') DO NOTHING
                    """,
                    connection
                );
                Add(command, run.Id, run.Source, run.AsOf.ToUniversalTime(), run.By);
                command.Parameters.Add(
                    new NpgsqlParameter { Value = (object?)run.Office ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text }
                );
                Add(command, run.OpenedAt.ToUniversalTime());
                command.Parameters.Add(
                    new NpgsqlParameter { Value = (object?)run.Expected ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint }
                );
                Add(command, run.Complete);
                return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
            },
            cancellationToken
        );
    }

    public async Task<MatchRun?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await RunsAsync("WHERE id = $1", cancellationToken, id) is [var one] ? one : null;

    public Task<IReadOnlyList<MatchRun>> ListAsync(int limit, CancellationToken cancellationToken) =>
        RunsAsync("ORDER BY opened_at DESC, id DESC LIMIT $1", cancellationToken, limit);

    public Task<IReadOnlyList<MatchRun>> PulledAsync(string source, string by, CancellationToken cancellationToken) =>
        RunsAsync(
            "WHERE source = $1 AND sent_by = $2 AND (status = 'receiving' OR expected IS NOT NULL) ORDER BY opened_at DESC, id DESC LIMIT 2",
            cancellationToken,
            source,
            by
        );

    public Task<IReadOnlyList<MatchRun>> RunningAsync(CancellationToken cancellationToken) =>
        RunsAsync("WHERE status = 'running' ORDER BY opened_at, id", cancellationToken);

    public Task<bool> ReceiveAsync(
        MatchRun run,
        long from,
        IReadOnlyList<FeedRow> rows,
        int count,
        DateOnly keepUntil,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(rows);

        // A key that is there twice in one statement would be written twice: the last one of a batch counts.
        StoredRow[] given =
        [
            .. rows.Select(row => seal.Of(run.Source, row)).GroupBy(row => (row.KeyText, row.Person)).Select(same => same.Last()),
        ];
        return ReceiptedWrite.RunAsync(
            source,
            receipt: null,
            async connection =>
            {
                // The row of the run first: two that send the same rows at once wait for each other here.
                await using var place = new NpgsqlCommand(
                    "UPDATE match_run SET received = received + $3 WHERE id = $1 AND status = 'receiving' AND received = $2",
                    connection
                );
                Add(place, run.Id, from, (long)count);
                if (await place.ExecuteNonQueryAsync(cancellationToken) == 0)
                    return false;
                var hits = await StoreAsync(run, given, keepUntil, connection, cancellationToken);
                if (hits > 0)
                    await CountHitsAsync(run.Id, hits, connection, cancellationToken);
                return true;
            },
            cancellationToken
        );
    }

    public Task<bool> CountedAsync(Guid id, long rows, CancellationToken cancellationToken) =>
        UpdateAsync(
            "UPDATE match_run SET expected = received WHERE id = $1 AND status = 'receiving' AND expected IS NULL AND received = $2",
            null,
            cancellationToken,
            id,
            rows
        );

    public Task<long> RegisteredAsync(CancellationToken cancellationToken) =>
        StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand("SELECT count(*) FROM registration WHERE status = 1");
            return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
        });

    public Task<bool> CloseAsync(Guid id, long allowed, DateOnly keepUntil, CommandReceipt? receipt, CancellationToken cancellationToken) =>
        ReceiptedWrite.RunAsync(
            source,
            receipt,
            async connection =>
            {
                await using var close = new NpgsqlCommand(
                    "UPDATE match_run SET status = 'running', allowed = $2 WHERE id = $1 AND status = 'receiving' AND received = expected",
                    connection
                );
                Add(close, id, allowed);
                if (await close.ExecuteNonQueryAsync(cancellationToken) == 0)
                    return false;
                await using var missing = new NpgsqlCommand(
                    """
                    UPDATE match_row AS known
                    SET as_of = run.as_of, run = run.id, waiting = true, withdrawn = true, content = NULL, not_before = NULL, keep_until = $2
                    FROM match_run AS run
                    WHERE run.id = $1 AND run.complete AND known.source = run.source AND known.as_of < run.as_of AND NOT known.withdrawn
                    """,
                    connection
                )
                {
                    CommandTimeout = 0, // All that a source has ever reported.
                };
                Add(missing, id, keepUntil);
                var withdrawn = await missing.ExecuteNonQueryAsync(cancellationToken);
                if (withdrawn > 0)
                    await CountHitsAsync(id, withdrawn, connection, cancellationToken);
                return true;
            },
            cancellationToken
        );

    public Task<IReadOnlyList<WaitingMatch>> WaitingAsync(MatchRun run, int limit, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        return StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand(
                """
                SELECT row_key, person_id, as_of, withdrawn, content FROM match_row
                WHERE run = $1 AND waiting AND (not_before IS NULL OR not_before <= $2)
                ORDER BY not_before NULLS FIRST, row_key LIMIT $3
                """
            );
            Add(command, run.Id, now.ToUniversalTime(), limit);
            var rows = new List<WaitingMatch>();
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
            {
                rows.Add(
                    seal.Open(
                        row.GetFieldValue<byte[]>(0),
                        row.GetGuid(1),
                        row.GetFieldValue<DateTimeOffset>(2),
                        row.GetBoolean(3) ? null : row.GetFieldValue<byte[]>(4)
                    )
                );
            }

            return (IReadOnlyList<WaitingMatch>)rows;
        });
    }

    public Task<bool> AdvanceAsync(MatchRun run, IReadOnlyList<MatchResult> results, DateTimeOffset at, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(results);
        return ReceiptedWrite.RunAsync(
            source,
            receipt: null,
            async connection =>
            {
                int Count(MatchEffect effect) => results.Count(result => result.Effect == effect);
                await using var place = new NpgsqlCommand(
                    """
                    UPDATE match_run SET processed = processed + $3, tasks = tasks + $4, exits = exits + $5, undone = undone + $6,
                        refused = refused + $7, worked_at = $8
                    WHERE id = $1 AND status = 'running' AND processed = $2
                    """,
                    connection
                );
                Add(
                    place,
                    run.Id,
                    run.Processed,
                    (long)(results.Count - Count(MatchEffect.Later)),
                    (long)Count(MatchEffect.Task),
                    (long)Count(MatchEffect.Exit),
                    (long)Count(MatchEffect.Undone),
                    (long)Count(MatchEffect.Refused),
                    at.ToUniversalTime()
                );
                if (await place.ExecuteNonQueryAsync(cancellationToken) == 0)
                    return false;
                await SettleAsync(run, results, connection, cancellationToken);
                return true;
            },
            cancellationToken
        );
    }

    public Task<bool> AskAsync(Guid id, CancellationToken cancellationToken) =>
        UpdateAsync("UPDATE match_run SET status = 'asking' WHERE id = $1 AND status = 'running'", null, cancellationToken, id);

    public Task<bool> AllowAsync(Guid id, long more, string by, string why, CommandReceipt? receipt, CancellationToken cancellationToken) =>
        UpdateAsync(
            """
            UPDATE match_run SET status = 'running', allowed = allowed + $2, allowed_by = $3, allowed_why = $4
            WHERE id = $1 AND status = 'asking'
            """,
            receipt,
            cancellationToken,
            id,
            more,
            by,
            TextSeal.Seal(why, secrets.Ring, WhyColumn)!
        );

    public Task<bool> CancelAsync(Guid id, DateTimeOffset at, CommandReceipt? receipt, CancellationToken cancellationToken) =>
        ReceiptedWrite.RunAsync(
            source,
            receipt,
            async connection =>
            {
                await using var end = new NpgsqlCommand(
                    """
                    UPDATE match_run SET status = 'cancelled', ended_at = $2
                    WHERE id = $1 AND status IN ('receiving', 'running', 'asking')
                    """,
                    connection
                );
                Add(end, id, at.ToUniversalTime());
                if (await end.ExecuteNonQueryAsync(cancellationToken) == 0)
                    return false;

                // No record has them: reported again, they are new.
                await using var drop = new NpgsqlCommand("DELETE FROM match_row WHERE run = $1 AND waiting", connection);
                Add(drop, id);
                await drop.ExecuteNonQueryAsync(cancellationToken);
                return true;
            },
            cancellationToken
        );

    public Task<bool> EndAsync(Guid id, DateTimeOffset at, CancellationToken cancellationToken) =>
        UpdateAsync(
            """
            UPDATE match_run SET status = 'done', ended_at = $2
            WHERE id = $1 AND status = 'running' AND NOT EXISTS (SELECT FROM match_row WHERE run = $1 AND waiting)
            """,
            null,
            cancellationToken,
            id,
            at.ToUniversalTime()
        );

    public Task<IReadOnlyList<MatchFindings>> FindingsAsync(DateOnly from, CancellationToken cancellationToken) =>
        StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand(
                """
                SELECT facts ->> 'source', facts ->> 'fault', count(*) FROM journal
                WHERE event = 'matchJudged' AND event_on >= $1 GROUP BY 1, 2 ORDER BY 1, 2 NULLS FIRST
                """
            );
            Add(command, from);
            var findings = new List<MatchFindings>();
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
                findings.Add(new MatchFindings(row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1), row.GetInt64(2)));
            return (IReadOnlyList<MatchFindings>)findings;
        });

    public Task<IReadOnlyDictionary<string, DateTimeOffset>> LatestAsync(CancellationToken cancellationToken) =>
        StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand(
                "SELECT source, max(as_of) FROM match_run WHERE status = 'done' GROUP BY source"
            );
            var latest = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
                latest.Add(row.GetString(0), row.GetFieldValue<DateTimeOffset>(1));
            return (IReadOnlyDictionary<string, DateTimeOffset>)latest;
        });

    public Task<int> ForgetAsync(DateOnly today, int limit, CancellationToken cancellationToken) =>
        StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand(
                """
                DELETE FROM match_row WHERE (source, row_key, person_id) IN (
                    SELECT source, row_key, person_id FROM match_row WHERE NOT waiting AND keep_until < $1 ORDER BY keep_until LIMIT $2)
                """
            );
            Add(command, today, limit);
            return await command.ExecuteNonQueryAsync(cancellationToken);
        });

    private const string WhyColumn = "match_run.allowed_why";

    /// <summary>Stores the rows that a case needs, and withdraws what the same keys said of others.</summary>
    private static async Task<int> StoreAsync(
        MatchRun run,
        StoredRow[] given,
        DateOnly keepUntil,
        NpgsqlConnection connection,
        CancellationToken cancellationToken
    )
    {
        if (given.Length == 0)
            return 0;
        await using var store = new NpgsqlCommand(
            """
            WITH given AS (
                SELECT * FROM unnest($3, $4, $5, $6, $7) AS one (row_key, person_id, digest, content, withdrawn)),
            moved AS (
                -- The row was about somebody else until now: its number was corrected at the source.
                UPDATE match_row AS known
                SET as_of = $2, run = $8, waiting = true, withdrawn = true, content = NULL, not_before = NULL, keep_until = $9
                FROM given
                WHERE known.source = $1 AND known.row_key = given.row_key AND known.person_id <> given.person_id
                    AND known.as_of < $2 AND NOT known.withdrawn
                RETURNING 1),
            wanted AS (
                SELECT given.* FROM given
                WHERE EXISTS (SELECT FROM registration WHERE registration.person_id = given.person_id AND status = 1)
                    OR EXISTS (SELECT FROM application WHERE application.person_id = given.person_id AND open)
                    -- One whose case is under another number: the record names that one.
                    OR EXISTS (SELECT FROM person WHERE person.person_id = given.person_id
                        AND NOT EXISTS (SELECT FROM application WHERE application.person_id = given.person_id))
                    OR EXISTS (SELECT FROM match_row AS known
                        WHERE known.source = $1 AND known.row_key = given.row_key AND known.person_id = given.person_id)),
            stored AS (
                INSERT INTO match_row AS known (source, row_key, person_id, as_of, digest, run, waiting, withdrawn, content, keep_until)
                SELECT $1, row_key, person_id, $2, digest, $8, true, withdrawn, CASE WHEN withdrawn THEN NULL ELSE content END, $9 FROM wanted
                ON CONFLICT (source, row_key, person_id) DO UPDATE SET
                    as_of = excluded.as_of,
                    digest = excluded.digest,
                    run = excluded.run,
                    -- The same again, which the record has: only the moment is new.
                    waiting = known.waiting OR known.withdrawn <> excluded.withdrawn OR known.digest <> excluded.digest,
                    content = CASE
                        WHEN known.waiting OR known.withdrawn <> excluded.withdrawn OR known.digest <> excluded.digest THEN excluded.content
                    END,
                    withdrawn = excluded.withdrawn,
                    not_before = NULL,
                    keep_until = excluded.keep_until
                WHERE known.as_of < excluded.as_of
                RETURNING waiting)
            SELECT (SELECT count(*) FROM moved) + (SELECT count(*) FROM stored WHERE waiting)
            """,
            connection
        );
        Add(store, run.Source, run.AsOf.ToUniversalTime());
        Add(
            store,
            given.Select(row => row.Key).ToArray(),
            given.Select(row => row.Person).ToArray(),
            given.Select(row => row.Digest).ToArray(),
            given.Select(row => row.Content).ToArray(),
            given.Select(row => row.Withdrawn).ToArray()
        );
        Add(store, run.Id, keepUntil);
        return (int)(long)(await store.ExecuteScalarAsync(cancellationToken))!;
    }

    private static async Task CountHitsAsync(Guid id, int hits, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("UPDATE match_run SET hits = hits + $2 WHERE id = $1", connection);
        Add(command, id, (long)hits);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>What the records have is not kept here; what has no case is not kept at all.</summary>
    private static async Task SettleAsync(
        MatchRun run,
        IReadOnlyList<MatchResult> results,
        NpgsqlConnection connection,
        CancellationToken cancellationToken
    )
    {
        await using var settled = new NpgsqlCommand(
            """
            UPDATE match_row AS known
            SET waiting = result.not_before IS NOT NULL, not_before = result.not_before,
                content = CASE WHEN result.not_before IS NULL THEN NULL ELSE known.content END
            FROM unnest($3, $4, $5, $6) AS result (row_key, person_id, as_of, not_before)
            WHERE known.source = $1 AND known.run = $2 AND known.row_key = result.row_key AND known.person_id = result.person_id
                AND known.as_of = result.as_of
            """,
            connection
        );
        Add(settled, run.Source, run.Id);
        MatchResult[] kept = [.. results.Where(result => result.Effect != MatchEffect.NoCase)];
        Add(
            settled,
            kept.Select(result => MatchRowSeal.KeyOf(result.Row.Key)).ToArray(),
            kept.Select(result => result.Row.Person.ToGuid()).ToArray(),
            kept.Select(result => result.Row.AsOf.UtcDateTime).ToArray()
        );
        settled.Parameters.Add(
            new NpgsqlParameter
            {
                Value = kept.Select(result => result.Effect == MatchEffect.Later ? result.NotBefore?.UtcDateTime : null).ToArray(),
                NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz,
            }
        );
        await settled.ExecuteNonQueryAsync(cancellationToken);

        MatchResult[] gone = [.. results.Where(result => result.Effect == MatchEffect.NoCase)];
        if (gone.Length == 0)
            return;
        await using var drop = new NpgsqlCommand(
            """
            DELETE FROM match_row AS known USING unnest($3, $4) AS result (row_key, person_id)
            WHERE known.source = $1 AND known.run = $2 AND known.row_key = result.row_key AND known.person_id = result.person_id
            """,
            connection
        );
        Add(drop, run.Source, run.Id);
        Add(
            drop,
            gone.Select(result => MatchRowSeal.KeyOf(result.Row.Key)).ToArray(),
            gone.Select(result => result.Row.Person.ToGuid()).ToArray()
        );
        await drop.ExecuteNonQueryAsync(cancellationToken);
    }

    private Task<bool> UpdateAsync(string sql, CommandReceipt? receipt, CancellationToken cancellationToken, params object[] values) =>
        ReceiptedWrite.RunAsync(
            source,
            receipt,
            async connection =>
            {
#pragma warning disable CA2100 // Constants of this class.
                await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
                Add(command, values);
                return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
            },
            cancellationToken
        );

    private Task<IReadOnlyList<MatchRun>> RunsAsync(string which, CancellationToken cancellationToken, params object[] values) =>
        StoreCall.RunAsync(async () =>
        {
#pragma warning disable CA2100 // Put together of constant parts; every value is a parameter.
            await using var command = source.CreateCommand($"SELECT {Columns} FROM match_run {which}");
#pragma warning restore CA2100
            Add(command, values);
            var runs = new List<MatchRun>();
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
            {
                runs.Add(
                    new MatchRun(
                        row.GetGuid(0),
                        row.GetString(1),
                        row.GetFieldValue<DateTimeOffset>(2),
                        row.GetString(3),
                        row.IsDBNull(4) ? null : row.GetString(4),
                        row.GetFieldValue<DateTimeOffset>(5),
                        Enum.Parse<MatchRunStatus>(row.GetString(6), ignoreCase: true),
                        row.IsDBNull(7) ? null : row.GetInt64(7),
                        row.GetBoolean(8),
                        row.GetInt64(9),
                        row.GetInt64(10),
                        row.GetInt64(11),
                        row.GetInt64(12),
                        row.GetInt64(13),
                        row.GetInt64(14),
                        row.GetInt64(15),
                        row.GetInt64(16),
                        row.IsDBNull(17) ? null : row.GetFieldValue<DateTimeOffset>(17),
                        row.IsDBNull(18) ? null : row.GetFieldValue<DateTimeOffset>(18)
                    )
                );
            }

            return (IReadOnlyList<MatchRun>)runs;
        });

    private static void Add(NpgsqlCommand command, params object[] values)
    {
        foreach (var value in values)
            command.Parameters.AddWithValue(value);
    }
}
