using System.Text.Json;
using Grid.Domain.Counting;
using Grid.Domain.Counting.Recounting;
using Grid.Domain.Json;
using Grid.Grains.Interfaces.Counting;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Counting;

/// <summary>Recounts' results in <c>recount_result</c>.</summary>
internal static class RecountResults
{
    private const string StoreSql = """
        INSERT INTO recount_result (id, started_at, ended_at, run_by, leaves, lines, waiting, different_cells, result)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        ON CONFLICT (id) DO NOTHING
        """;

    /// <summary>$1 leaves. For each the newest that covers it, each result once.</summary>
    private const string LatestSql = """
        SELECT id, started_at, ended_at, run_by, cardinality(leaves), lines, waiting, different_cells, result
        FROM recount_result
        WHERE id IN (
            SELECT (SELECT id FROM recount_result WHERE leaves @> ARRAY[leaf COLLATE "C"] ORDER BY started_at DESC, id LIMIT 1)
            FROM unnest($1) AS asked(leaf))
        ORDER BY started_at DESC, id
        """;

    public static async Task<int> StoreAsync(
        NpgsqlDataSource source,
        RecountResult result,
        IReadOnlyList<string> leaves,
        CancellationToken cancellationToken
    )
    {
        await using var command = source.CreateCommand(StoreSql);
        command.Parameters.AddWithValue(result.Id);
        command.Parameters.AddWithValue(result.StartedAt.ToUniversalTime());
        command.Parameters.AddWithValue(result.EndedAt.ToUniversalTime());
        command.Parameters.AddWithValue(result.By);
        command.Parameters.AddWithValue(leaves.ToArray());
        command.Parameters.AddWithValue(result.Lines);
        command.Parameters.AddWithValue(result.Waiting);
        command.Parameters.AddWithValue(result.DifferentCells);
        command.Parameters.AddWithValue(
            NpgsqlDbType.Jsonb,
            JsonSerializer.Serialize(new StoredResult(result.Differences, result.Figures), DomainJson.Options)
        );
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public static async Task<IReadOnlyList<RecountResult>> LatestAsync(
        NpgsqlDataSource source,
        IReadOnlyList<string> leaves,
        CancellationToken cancellationToken
    )
    {
        await using var command = source.CreateCommand(LatestSql);
        command.Parameters.AddWithValue(leaves.ToArray());
        var results = new List<RecountResult>();
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            var found = JsonSerializer.Deserialize<StoredResult>(row.GetString(8), DomainJson.Options)
                ?? throw new JsonException("A recount's result is null.");
            results.Add(
                new RecountResult(
                    row.GetGuid(0),
                    row.GetFieldValue<DateTimeOffset>(1),
                    row.GetFieldValue<DateTimeOffset>(2),
                    row.GetString(3),
                    row.GetInt32(4),
                    row.GetInt64(5),
                    row.GetInt64(6),
                    row.GetInt64(7),
                    found.Differences,
                    found.Figures
                )
            );
        }

        return results;
    }

    private sealed record StoredResult(IReadOnlyList<RecountDifference> Differences, IReadOnlyDictionary<CountingPeriod, Figures> Figures);
}
