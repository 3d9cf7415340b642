using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace Grid.PlatformSimulator.Store;

/// <summary>The streams of applications.</summary>
internal sealed class Applications(Database database, TimeProvider clock)
{
    private const string Columns = "id, number, bad, fields::text, made_at, acknowledged_at, acknowledgements";

    /// <summary>Their cursors, in order.</summary>
    public async Task<IReadOnlyList<long>> AddAsync(IReadOnlyList<NewApplication> applications, CancellationToken cancelled)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancelled);
        await using var transaction = await connection.BeginTransactionAsync(cancelled);
        await Database.LockAsync(connection, Database.TakingLock, cancelled);
        await using var command = new NpgsqlCommand(
            """
            INSERT INTO platform_simulator.application (number, stream, bad, fields, made_at)
            SELECT number, stream, bad, fields, $5 FROM unnest($1::text[], $2::text[], $3::text[], $4::jsonb[]) WITH ORDINALITY AS new (number, stream, bad, fields, place)
            ORDER BY place RETURNING id
            """,
            connection
        )
        {
            Parameters =
            {
                new() { Value = applications.Select(one => one.Number).ToArray() },
                new() { Value = applications.Select(one => one.Stream).ToArray() },
                new() { Value = applications.Select(one => one.Bad).ToArray() },
                new()
                {
                    Value = applications.Select(one => JsonSerializer.Serialize(one.Fields)).ToArray(),
                    NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb,
                },
                new() { Value = clock.GetUtcNow() },
            },
        };
        var ids = new List<long>();
        await using (var reader = await command.ExecuteReaderAsync(cancelled))
        {
            while (await reader.ReadAsync(cancelled))
                ids.Add(reader.GetInt64(0));
        }

        await transaction.CommitAsync(cancelled);
        return ids;
    }

    /// <summary>Of a region and those below, after a cursor, in order.</summary>
    public Task<List<StoredApplication>> AfterAsync(string region, long after, int limit, CancellationToken cancelled) =>
        ReadAsync(
            $"SELECT {Columns} FROM platform_simulator.application WHERE starts_with(stream, $1) AND id > $2 ORDER BY id LIMIT $3",
            cancelled,
            region,
            after,
            limit
        );

    /// <summary>The cursor so many applications before another.</summary>
    public async Task<long> BackAsync(string region, long cursor, int steps, CancellationToken cancelled)
    {
        await using var command = database.Command(
            "SELECT coalesce(min(id) - 1, 0) FROM (SELECT id FROM platform_simulator.application WHERE starts_with(stream, $1) AND id <= $2 ORDER BY id DESC LIMIT $3) AS last",
            region,
            cursor,
            steps
        );
        return (long)(await command.ExecuteScalarAsync(cancelled))!;
    }

    public Task<List<StoredApplication>> OfNumberAsync(string number, CancellationToken cancelled) =>
        ReadAsync($"SELECT {Columns} FROM platform_simulator.application WHERE number = $1 ORDER BY id", cancelled, number);

    /// <summary>A good one that was made before; null without one.</summary>
    public async Task<StoredApplication?> LastGoodAsync(CancellationToken cancelled) =>
        (
            await ReadAsync(
                $"SELECT {Columns} FROM platform_simulator.application WHERE bad IS NULL AND number IS NOT NULL ORDER BY id DESC LIMIT 1",
                cancelled
            )
        ).SingleOrDefault();

    /// <summary>Acknowledging again, or acknowledging an unknown number, is harmless.</summary>
    public async Task AcknowledgeAsync(string region, IReadOnlyList<string> numbers, CancellationToken cancelled)
    {
        await using var command = database.Command(
            """
            UPDATE platform_simulator.application SET acknowledged_at = coalesce(acknowledged_at, $3), acknowledgements = acknowledgements + 1
            WHERE number = ANY($2) AND starts_with(stream, $1)
            """,
            region,
            numbers.ToArray(),
            clock.GetUtcNow()
        );
        await command.ExecuteNonQueryAsync(cancelled);
    }

    /// <summary>How many were ever made, those that are forgotten among them, and the seed of this database.</summary>
    public async Task<(int Made, long Seed)> PlaceAsync(CancellationToken cancelled)
    {
        await using var command = database.Source.CreateCommand(
            "SELECT coalesce(pg_sequence_last_value(pg_get_serial_sequence('platform_simulator.application', 'id')), 0)::integer, value FROM platform_simulator.seed"
        );
        await using var reader = await command.ExecuteReaderAsync(cancelled);
        await reader.ReadAsync(cancelled);
        return (reader.GetInt32(0), reader.GetInt64(1));
    }

    private async Task<List<StoredApplication>> ReadAsync(string sql, CancellationToken cancelled, params object[] parameters)
    {
        await using var command = database.Command(sql, parameters);
        await using var reader = await command.ExecuteReaderAsync(cancelled);
        var rows = new List<StoredApplication>();
        while (await reader.ReadAsync(cancelled))
        {
            rows.Add(
                new StoredApplication(
                    reader.GetInt64(0),
                    await reader.IsDBNullAsync(1, cancelled) ? null : reader.GetString(1),
                    await reader.IsDBNullAsync(2, cancelled) ? null : reader.GetString(2),
                    new SortedDictionary<string, string>(
                        JsonSerializer.Deserialize<Dictionary<string, string>>(reader.GetString(3))!,
                        StringComparer.Ordinal
                    ),
                    reader.GetFieldValue<DateTimeOffset>(4),
                    await reader.IsDBNullAsync(5, cancelled) ? null : reader.GetFieldValue<DateTimeOffset>(5),
                    reader.GetInt32(6)
                )
            );
        }

        return rows;
    }
}

/// <summary>An application to be downloaded.</summary>
/// <param name="Number">失业登记申请编号; null where it is missing, to try what then happens.</param>
/// <param name="Stream">The region in whose stream it is, 6 digits.</param>
/// <param name="Bad">What is wrong with it; null for a good one.</param>
internal sealed record NewApplication(string? Number, string Stream, string? Bad, SortedDictionary<string, string> Fields);

/// <summary>An application that can be downloaded.</summary>
/// <param name="Id">Its cursor.</param>
internal sealed record StoredApplication(
    long Id,
    string? Number,
    string? Bad,
    SortedDictionary<string, string> Fields,
    DateTimeOffset MadeAt,
    DateTimeOffset? AcknowledgedAt,
    int Acknowledgements
);
