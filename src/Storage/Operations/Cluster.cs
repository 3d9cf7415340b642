using System.Text.Json;
using Grid.Domain.Json;
using Grid.Grains.Interfaces.Operations;
using Grid.Storage.Batching;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Operations;

/// <summary>The silos by the membership table and by <c>silo_report</c>.</summary>
public sealed class Cluster(NpgsqlDataSource source) : ICluster
{
    private const string ReportSql = """
        WITH gone AS (DELETE FROM silo_report WHERE at < $2 - interval '1 day')
        INSERT INTO silo_report (silo, at, report) VALUES ($1, $2, $3) ON CONFLICT (silo) DO UPDATE SET at = excluded.at, report = excluded.report
        """;

    /// <summary>
    /// Silos' own clocks know nothing of a shifted one. One that came back under its name has its report alone, the ones before have none.
    /// </summary>
    private const string SilosSql = """
        SELECT m.silo_name, m.host_name, m.status, m.start_time, m.i_am_alive_time, m.status = 3 AND m.i_am_alive_time < clock_timestamp() - interval '1 minute',
            CASE WHEN m.start_time = max(m.start_time) OVER (PARTITION BY m.silo_name) THEN r.report END
        FROM orleans_membership AS m LEFT JOIN silo_report AS r ON r.silo = m.silo_name
        WHERE m.status <> 6 OR m.i_am_alive_time > clock_timestamp() - interval '1 day'
        ORDER BY m.status = 6, m.start_time DESC, m.silo_name LIMIT 100
        """;

    /// <summary>$1 now. Future reminders are counted from the index; of past ones the persons' rows are read.</summary>
    private const string RemindersSql = """
        SELECT count(*) FILTER (WHERE start_time < $1 - interval '15 minutes'), count(*) FILTER (WHERE start_time >= $1 - interval '15 minutes'),
            (SELECT count(*) FROM reminder WHERE start_time > $1 AND start_time <= $1 + interval '10 minutes'),
            (SELECT count(*) FROM reminder WHERE start_time > $1 AND start_time <= $1 + interval '1 day')
        FROM reminder WHERE start_time <= $1 AND starts_with(grain_id, 'person/')
        """;

    private static readonly string[] Statuses = ["none", "created", "joining", "active", "shuttingDown", "stopping", "dead"];

    public Task ReportAsync(SiloReport report, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(report);
        return StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand(ReportSql);
            command.Parameters.AddWithValue(report.Silo);
            command.Parameters.AddWithValue(report.At.ToUniversalTime());
            command.Parameters.AddWithValue(NpgsqlDbType.Jsonb, JsonSerializer.Serialize(report, DomainJson.Options));
            return await command.ExecuteNonQueryAsync(cancellationToken);
        });
    }

    public Task<IReadOnlyList<ClusterSilo>> SilosAsync(CancellationToken cancellationToken) =>
        StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand(SilosSql);
            var silos = new List<ClusterSilo>();
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
            {
                silos.Add(
                    new ClusterSilo(
                        row.GetString(0),
                        row.GetString(1),
                        Statuses.ElementAtOrDefault(row.GetInt32(2)) ?? "none",
                        row.GetFieldValue<DateTimeOffset>(3),
                        row.GetFieldValue<DateTimeOffset>(4),
                        row.GetBoolean(5),
                        row.IsDBNull(6) ? null : JsonSerializer.Deserialize<SiloReport>(row.GetString(6), DomainJson.Options)
                    )
                );
            }

            return (IReadOnlyList<ClusterSilo>)silos;
        });

    public Task<ReminderFigures> RemindersAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand(RemindersSql);
            command.Parameters.AddWithValue(now.ToUniversalTime());
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            await row.ReadAsync(cancellationToken);
            return new ReminderFigures(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3));
        });
}
