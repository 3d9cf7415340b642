using System.Text.Json;
using Grid.Domain.Counting;
using Grid.Domain.Counting.Reports;
using Grid.Domain.Json;
using Grid.Grains.Interfaces.Counting.Reports;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Reports;

/// <summary>Rows of <c>report</c>, <c>report_check</c> and <c>report_watch</c>.</summary>
internal static class ReportRows
{
    private const string RowsSql = """
        SELECT one, c.digest, c.checks, c.recount, c.checked_by, c.checked_at, s.digest, s.submitted_by, s.submitted_at, w.warned_at, w.overdue_since
        FROM unnest($1) AS regions(one)
        LEFT JOIN report AS s ON s.region = one AND s.period = $2
        LEFT JOIN LATERAL (
            SELECT * FROM report_check WHERE region = one AND period = $2 AND (s.check_id IS NULL OR id = s.check_id) ORDER BY id DESC LIMIT 1) AS c ON true
        LEFT JOIN report_watch AS w ON w.region = one AND w.period = $2
        WHERE c.id IS NOT NULL OR w.region IS NOT NULL
        """;

    private const string CheckSql = """
        SELECT id, digest, checks, recount, checked_by, checked_at FROM report_check WHERE region = $1 AND period = $2 ORDER BY id DESC LIMIT 1
        """;

    /// <summary>The stored reports of the regions; of a submitted one, the check that it passed.</summary>
    public static async Task<IReadOnlyList<ReportRow>> ReadAsync(
        NpgsqlConnection connection,
        IReadOnlyList<string> regions,
        CountingPeriod period,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(RowsSql, connection);
        command.Parameters.AddWithValue(regions.ToArray());
        command.Parameters.AddWithValue(period.ToString());
        var rows = new List<ReportRow>();
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            rows.Add(
                new ReportRow(
                    row.GetString(0),
                    period,
                    row.IsDBNull(1) ? null : CheckOf(row, 1),
                    row.IsDBNull(6) ? null : new StoredSubmission(row.GetString(6), row.GetString(7), row.GetFieldValue<DateTimeOffset>(8)),
                    row.IsDBNull(9) ? null : row.GetFieldValue<DateTimeOffset>(9),
                    row.IsDBNull(10) ? null : row.GetFieldValue<DateTimeOffset>(10)
                )
            );
        }

        return rows;
    }

    /// <summary>The latest check with its number; null without one.</summary>
    public static async Task<(long Id, StoredCheck Check)?> LatestCheckAsync(
        NpgsqlConnection connection,
        string region,
        CountingPeriod period,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(CheckSql, connection);
        command.Parameters.AddWithValue(region);
        command.Parameters.AddWithValue(period.ToString());
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken) ? (row.GetInt64(0), CheckOf(row, 1)) : null;
    }

    /// <summary>The submitted document; null without one.</summary>
    public static async Task<string?> DocumentAsync(
        NpgsqlConnection connection,
        string region,
        CountingPeriod period,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand("SELECT document FROM report WHERE region = $1 AND period = $2", connection);
        command.Parameters.AddWithValue(region);
        command.Parameters.AddWithValue(period.ToString());
        return (string?)await command.ExecuteScalarAsync(cancellationToken);
    }

    public static async Task InsertCheckAsync(
        NpgsqlConnection connection,
        string region,
        CountingPeriod period,
        StoredCheck check,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(
            "INSERT INTO report_check (region, period, digest, checks, recount, checked_by, checked_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
            connection
        );
        command.Parameters.AddWithValue(region);
        command.Parameters.AddWithValue(period.ToString());
        command.Parameters.AddWithValue(check.Digest);
        command.Parameters.AddWithValue(NpgsqlDbType.Jsonb, JsonSerializer.Serialize(check.Checks, DomainJson.Options));
        command.Parameters.AddWithValue(
            NpgsqlDbType.Jsonb,
            check.Recount is null ? DBNull.Value : JsonSerializer.Serialize(check.Recount, DomainJson.Options)
        );
        command.Parameters.AddWithValue(check.By);
        command.Parameters.AddWithValue(check.At.ToUniversalTime());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public static async Task InsertReportAsync(
        NpgsqlConnection connection,
        string region,
        CountingPeriod period,
        ReportDocument document,
        long check,
        ReportSubmission submission,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(
            "INSERT INTO report (region, period, document, digest, check_id, submitted_by, submitted_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
            connection
        );
        command.Parameters.AddWithValue(region);
        command.Parameters.AddWithValue(period.ToString());
        command.Parameters.AddWithValue(document.Text);
        command.Parameters.AddWithValue(document.Digest);
        command.Parameters.AddWithValue(check);
        command.Parameters.AddWithValue(submission.By);
        command.Parameters.AddWithValue(submission.At.ToUniversalTime());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static StoredCheck CheckOf(NpgsqlDataReader row, int first) =>
        new(
            row.GetString(first),
            JsonSerializer.Deserialize<IReadOnlyList<ReportCheck>>(row.GetString(first + 1), DomainJson.Options)
                ?? throw new JsonException("Checks are null."),
            row.IsDBNull(first + 2) ? null : JsonSerializer.Deserialize<RecountEvidence>(row.GetString(first + 2), DomainJson.Options),
            row.GetString(first + 3),
            row.GetFieldValue<DateTimeOffset>(first + 4)
        );
}
