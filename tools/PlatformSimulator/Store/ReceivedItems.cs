using Npgsql;

namespace Grid.PlatformSimulator.Store;

/// <summary>Reads what the platform has received.</summary>
internal sealed class ReceivedItems(Database database)
{
    private const string Within = "starts_with(region, $1)";

    public Task<List<Figure>> FiguresAsync(string region, DateOnly day, CancellationToken cancelled) =>
        ReadAsync(
            $"""
            SELECT region, kind, count(*), encode(sha256(convert_to(string_agg(key || E'\n', '' ORDER BY key COLLATE "C"), 'UTF8')), 'hex')
            FROM platform_simulator.item WHERE {Within} AND day = $2 GROUP BY region, kind ORDER BY region, kind
            """,
            reader => new Figure(reader.GetString(0), reader.GetString(1), reader.GetInt64(2), reader.GetString(3)),
            cancelled,
            region,
            day
        );

    /// <summary>In order of effect, after a sequence.</summary>
    public Task<List<StoredItem>> ItemsAsync(
        string region,
        DateOnly? day,
        string? kind,
        string? registration,
        long after,
        int limit,
        CancellationToken cancelled
    ) =>
        ReadAsync(
            $"""
            SELECT sequence, key, kind, region, day, registration, times, differing, received_at FROM platform_simulator.item
            WHERE {Within} AND ($2::date IS NULL OR day = $2) AND ($3::text IS NULL OR kind = $3) AND ($4::text IS NULL OR registration = $4) AND sequence > $5
            ORDER BY sequence LIMIT $6
            """,
            Item,
            cancelled,
            region,
            (object?)day ?? DBNull.Value,
            (object?)kind ?? DBNull.Value,
            (object?)registration ?? DBNull.Value,
            after,
            limit
        );

    /// <summary>All keys of a day, by kind, in ordinal order.</summary>
    public async Task<SortedDictionary<string, List<string>>> KeysAsync(string region, DateOnly day, CancellationToken cancelled)
    {
        var rows = await ReadAsync(
            $"SELECT kind, key FROM platform_simulator.item WHERE {Within} AND day = $2 ORDER BY kind, key COLLATE \"C\"",
            reader => (Kind: reader.GetString(0), Key: reader.GetString(1)),
            cancelled,
            region,
            day
        );
        return new SortedDictionary<string, List<string>>(
            rows.GroupBy(row => row.Kind, StringComparer.Ordinal)
                .ToDictionary(kind => kind.Key, kind => kind.Select(row => row.Key).ToList(), StringComparer.Ordinal),
            StringComparer.Ordinal
        );
    }

    /// <summary>
    /// Everything that belongs to one number: the platform's of an application, the register's of an application, or that of a
    /// registration.
    /// </summary>
    public Task<List<StoredItem>> TraceAsync(string number, CancellationToken cancelled) =>
        ReadAsync(
            """
            WITH named AS (
                SELECT registration, application, platform_number FROM platform_simulator.item WHERE registration = $1 OR application = $1 OR platform_number = $1),
            met AS (
                SELECT registration, application FROM platform_simulator.item
                WHERE registration IN (SELECT registration FROM named) OR application IN (SELECT application FROM named)
                    OR platform_number IN (SELECT platform_number FROM named))
            SELECT sequence, key, kind, region, day, registration, times, differing, received_at FROM platform_simulator.item
            WHERE registration IN (SELECT registration FROM met) OR application IN (SELECT application FROM met)
                OR platform_number = $1 -- The result of one that an office closed has no other number.
            ORDER BY sequence
            """,
            Item,
            cancelled,
            number
        );

    public Task<List<RefusedItem>> RefusedAsync(long before, int limit, CancellationToken cancelled) =>
        ReadAsync(
            """
            SELECT id, key, kind, region, day, code, reason, on_demand, at, EXISTS (SELECT FROM platform_simulator.item WHERE item.key = refusal.key)
            FROM platform_simulator.refusal WHERE id < $1 ORDER BY id DESC LIMIT $2
            """,
            reader => new RefusedItem(
                reader.GetInt64(0),
                reader.GetString(1),
                reader.GetString(2),
                reader.GetString(3),
                reader.GetFieldValue<DateOnly>(4),
                reader.GetString(5),
                reader.GetString(6),
                reader.GetBoolean(7),
                reader.GetFieldValue<DateTimeOffset>(8),
                reader.GetBoolean(9)
            ),
            cancelled,
            before,
            limit
        );

    public Task<List<ReceivedBatch>> BatchesAsync(int limit, CancellationToken cancelled) =>
        ReadAsync(
            "SELECT batch, items, accepted, repeated, refused, unanswered, at FROM platform_simulator.batch ORDER BY id DESC LIMIT $1",
            reader => new ReceivedBatch(
                reader.GetGuid(0),
                reader.GetInt32(1),
                reader.GetInt32(2),
                reader.GetInt32(3),
                reader.GetInt32(4),
                reader.GetInt32(5),
                reader.GetFieldValue<DateTimeOffset>(6)
            ),
            cancelled,
            limit
        );

    /// <summary>The latest days that hold anything.</summary>
    public Task<List<DayTotal>> DaysAsync(int days, CancellationToken cancelled) =>
        ReadAsync(
            """
            SELECT day, kind, count(*) FROM platform_simulator.item
            WHERE day IN (SELECT DISTINCT day FROM platform_simulator.item ORDER BY day DESC LIMIT $1) GROUP BY day, kind ORDER BY day DESC, kind
            """,
            reader => new DayTotal(reader.GetFieldValue<DateOnly>(0), reader.GetString(1), reader.GetInt64(2)),
            cancelled,
            days
        );

    public async Task<Totals> TotalsAsync(CancellationToken cancelled) =>
        (
            await ReadAsync(
                """
                SELECT item.*, (SELECT count(*) FROM platform_simulator.registration), refusal.*, (SELECT count(*) FROM platform_simulator.batch), application.*
                FROM (SELECT count(*), count(*) FILTER (WHERE times > 1), count(*) FILTER (WHERE differing > 0) FROM platform_simulator.item) AS item,
                    (SELECT count(*), count(DISTINCT key) FILTER (WHERE NOT EXISTS (SELECT FROM platform_simulator.item WHERE item.key = refusal.key))
                     FROM platform_simulator.refusal) AS refusal,
                    (SELECT count(*), count(acknowledged_at) FROM platform_simulator.application) AS application
                """,
                reader => new Totals(
                    reader.GetInt64(0),
                    reader.GetInt64(1),
                    reader.GetInt64(2),
                    reader.GetInt64(3),
                    reader.GetInt64(4),
                    reader.GetInt64(5),
                    reader.GetInt64(6),
                    reader.GetInt64(7),
                    reader.GetInt64(8)
                ),
                cancelled
            )
        )[0];

    private static StoredItem Item(NpgsqlDataReader reader) =>
        new(
            reader.GetInt64(0),
            reader.GetString(1),
            reader.GetString(2),
            reader.GetString(3),
            reader.GetFieldValue<DateOnly>(4),
            reader.IsDBNull(5) ? null : reader.GetString(5),
            reader.GetInt32(6),
            reader.GetInt32(7),
            reader.GetFieldValue<DateTimeOffset>(8)
        );

    private async Task<List<T>> ReadAsync<T>(
        string sql,
        Func<NpgsqlDataReader, T> row,
        CancellationToken cancelled,
        params object[] parameters
    )
    {
        await using var command = database.Command(sql, parameters);
        await using var reader = await command.ExecuteReaderAsync(cancelled);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancelled))
            rows.Add(row(reader));
        return rows;
    }
}

/// <summary>An item that is stored.</summary>
/// <param name="Sequence">Grows in the order in which items took effect: for one registration, its order.</param>
/// <param name="Times">How often it was sent.</param>
/// <param name="Differing">How often it was sent with other content, which had no effect.</param>
internal sealed record StoredItem(
    long Sequence,
    string Key,
    string Kind,
    string Region,
    DateOnly Day,
    string? Registration,
    int Times,
    int Differing,
    DateTimeOffset ReceivedAt
);

/// <summary>A batch that was received.</summary>
/// <param name="Repeated">Items whose keys were stored already.</param>
/// <param name="Unanswered">Items that a fault left without an answer.</param>
internal sealed record ReceivedBatch(Guid Batch, int Items, int Accepted, int Repeated, int Refused, int Unanswered, DateTimeOffset At);

/// <summary>A refusal that was answered.</summary>
/// <param name="OnDemand">Nothing was wrong with it: a fault refused it.</param>
/// <param name="HeldByNow">It came again and was accepted.</param>
internal sealed record RefusedItem(
    long Id,
    string Key,
    string Kind,
    string Region,
    DateOnly Day,
    string Code,
    string Reason,
    bool OnDemand,
    DateTimeOffset At,
    bool HeldByNow
);

/// <summary>How many items of a kind are held of a day.</summary>
internal sealed record DayTotal(DateOnly Day, string Kind, long Count);

/// <summary>The items of a kind in a leaf region on a day.</summary>
/// <param name="Digest">SHA-256, lower-case hex, over the keys in ordinal order, each followed by a line feed.</param>
internal sealed record Figure(string Region, string Kind, long Count, string Digest);
