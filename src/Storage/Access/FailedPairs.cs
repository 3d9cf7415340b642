using System.Text;
using Grid.Grains.Interfaces.Access;
using Grid.Storage.Batching;
using Grid.Storage.Sealing;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Access;

/// <summary>
/// Failed pairs in the table <c>failed_pair</c>. Rows are locked in the order of their key, so that no two statements wait for each other.
/// </summary>
public sealed class FailedPairs(NpgsqlDataSource source, RegisterKey key) : IFailedPairs
{
    private const string AllSources = "*";

    /// <summary>All sources that named a receipt whose serial can be guessed, because it was given before serials were scattered.</summary>
    private const string Guessable = "~";

    /// <summary>$1 subjects, $2 source, $3 now, $4 day of the receipt.</summary>
    private const string ReadSql = """
        SELECT coalesce(max(failures) FILTER (WHERE source = $2), 0), coalesce(max(failures) FILTER (WHERE source = '*'), 0),
            coalesce(max(failures) FILTER (WHERE source = '~'), 0), $4 < (SELECT unguessable_from FROM receipt_number)
        FROM failed_pair WHERE subject = ANY ($1) AND source IN ($2, '*', '~') AND last_at > $3 - interval '1 hour'
        """;

    /// <summary>$1 subjects, $2 source, $3 now, $4 delay, $5 longest wait. Without a row of a subject: the wait is too long.</summary>
    private const string TurnSql = """
        UPDATE failed_pair AS f SET turn_at = greatest($3, f.turn_at + $4)
        FROM (SELECT subject FROM failed_pair WHERE subject = ANY ($1) AND source = $2 ORDER BY subject FOR UPDATE) AS mine
        WHERE f.subject = mine.subject AND f.source = $2 AND f.turn_at + $4 - $3 <= $5
        RETURNING f.turn_at - $3
        """;

    /// <summary>$1 subjects, $2 source, $3 now, $4 day of the receipt.</summary>
    private const string FailedSql = """
        WITH forgotten AS (
            DELETE FROM failed_pair WHERE ctid = ANY (ARRAY(
                SELECT ctid FROM failed_pair WHERE last_at <= $3 - interval '1 hour' AND subject <> ALL ($1) LIMIT 50 FOR UPDATE SKIP LOCKED)))
        INSERT INTO failed_pair AS f (subject, source, failures, last_at, turn_at)
        SELECT subject, source, 1, $3, $3 FROM unnest($1) AS a (subject),
            (SELECT unnest(ARRAY[$2, '*']) UNION ALL SELECT '~' FROM receipt_number WHERE $4 < unguessable_from) AS b (source)
        ORDER BY 1, 2
        ON CONFLICT (subject, source) DO UPDATE SET
            failures = CASE WHEN f.last_at > $3 - interval '1 hour' THEN f.failures + 1 ELSE 1 END, last_at = greatest(f.last_at, $3), turn_at = greatest(f.turn_at, $3)
        RETURNING source, failures
        """;

    /// <summary>$1 subjects, $2 source.</summary>
    private const string FittedSql = """
        DELETE FROM failed_pair AS f
        USING (SELECT subject FROM failed_pair WHERE subject = ANY ($1) AND source = $2 ORDER BY subject FOR UPDATE) AS mine
        WHERE f.subject = mine.subject AND f.source = $2
        """;

    public Task<PairTurn> TakeTurnAsync(PairAttempt attempt, TimeSpan longest, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        return StoreCall.RunAsync(async () =>
        {
            var found = await ReadAsync(attempt, now, cancellationToken);
            var wait = PairDelays.OfAll(found.All);
            if (PairDelays.OfSource(found.Own) is var delay && delay > TimeSpan.Zero)
                wait = Longer(wait, await TurnAsync(attempt, SourceOf(attempt), delay, longest, now, cancellationToken));
            if (found.IsGuessable && wait <= longest && PairDelays.OfGuessable(found.Guesses) is var gap && gap > TimeSpan.Zero)
                wait = Longer(wait, await TurnAsync(attempt, Guessable, gap, longest, now, cancellationToken));
            return new PairTurn(wait, found.Own > 0);
        });
    }

    public Task<int> FailedAsync(PairAttempt attempt, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        return StoreCall.RunAsync(async () =>
        {
            await using var command = Command(FailedSql, attempt);
            command.Parameters.AddWithValue(now.ToUniversalTime());
            command.Parameters.AddWithValue(attempt.Receipt.Date);
            var most = 0;
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
                most = row.GetString(0) == AllSources ? Math.Max(most, row.GetInt32(1)) : most;
            return most;
        });
    }

    public Task FittedAsync(PairAttempt attempt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        return StoreCall.RunAsync(async () =>
        {
            await using var command = Command(FittedSql, attempt);
            return await command.ExecuteNonQueryAsync(cancellationToken);
        });
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    /// <summary>Takes a turn in each line that there is, and waits for the later one; too long where a line has no turn.</summary>
    private async Task<TimeSpan> TurnAsync(
        PairAttempt attempt,
        string line,
        TimeSpan delay,
        TimeSpan longest,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        await using var command = Command(TurnSql, attempt, line);
        command.Parameters.AddWithValue(now.ToUniversalTime());
        command.Parameters.AddWithValue(NpgsqlDbType.Interval, delay);
        command.Parameters.AddWithValue(NpgsqlDbType.Interval, longest);
        var (turns, wait) = (0, TimeSpan.Zero);
        await using (var row = await command.ExecuteReaderAsync(cancellationToken))
        {
            for (; await row.ReadAsync(cancellationToken); turns++)
                wait = Longer(wait, row.GetTimeSpan(0));
        }

        // A subject without a turn: too many are before it. A failure of the other subject only has one row.
        return turns == await RowsAsync(attempt, line, cancellationToken) ? wait : Longer(delay, longest + TimeSpan.FromSeconds(1));
    }

    private async Task<Found> ReadAsync(PairAttempt attempt, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = Command(ReadSql, attempt);
        command.Parameters.AddWithValue(now.ToUniversalTime());
        command.Parameters.AddWithValue(attempt.Receipt.Date);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        return new Found(row.GetInt32(0), row.GetInt32(1), row.GetInt32(2), row.GetBoolean(3));
    }

    private async Task<long> RowsAsync(PairAttempt attempt, string line, CancellationToken cancellationToken)
    {
        await using var command = Command("SELECT count(*) FROM failed_pair WHERE subject = ANY ($1) AND source = $2", attempt, line);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private NpgsqlCommand Command(string sql, PairAttempt attempt, string? line = null)
    {
        var command = source.CreateCommand(sql);
        command.Parameters.AddWithValue(new[] { $"p:{attempt.Person}", $"r:{attempt.Receipt.Value}" });
        command.Parameters.AddWithValue(line ?? SourceOf(attempt));
        return command;
    }

    private string SourceOf(PairAttempt attempt) =>
        Convert.ToHexStringLower(
            key.ContentHash(Encoding.UTF8.GetBytes("failed pair\n" + attempt.Source)).AsSpan(0, RegisterKey.HashBytes)
        );

    /// <param name="Own">Failures of this source.</param>
    /// <param name="All">Of all sources.</param>
    /// <param name="Guesses">Of all that named a receipt whose serial can be guessed.</param>
    /// <param name="IsGuessable">Whether this attempt names such a receipt.</param>
    private sealed record Found(int Own, int All, int Guesses, bool IsGuessable);
}
