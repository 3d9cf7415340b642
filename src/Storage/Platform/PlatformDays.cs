using System.Text.Json;
using Grid.Domain.Json;
using Grid.Grains.Interfaces.Platform;
using Grid.Storage.Batching;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Platform;

/// <summary>The days' manifests in <c>platform_day</c>: rows are only added, the newest of a day is in force.</summary>
public sealed class PlatformDays(NpgsqlDataSource source) : IPlatformDays
{
    /// <summary>The highest revision of a day is in force.</summary>
    internal const string LastReconciled = """
        SELECT d.day FROM platform_day AS d
        WHERE d.reconciled AND NOT EXISTS (SELECT FROM platform_day AS newer WHERE newer.day = d.day AND newer.revision > d.revision)
        ORDER BY d.day DESC LIMIT 1
        """;

    private const string Columns = "day, expected, accepted, held, missing, reconciled, closed_at, reconciled_at, checkpoint";

    // One after the other for a day, so that a revision has one number.
    private const string Lock = "SELECT pg_advisory_xact_lock(hashtext('platform_day'), $1)";

    private const string Close = """
        WITH newest AS (SELECT * FROM platform_day WHERE day = $1 ORDER BY revision DESC LIMIT 1)
        INSERT INTO platform_day (day, revision, expected, accepted, held, missing, reconciled, closed_at, reconciled_at, checkpoint)
        SELECT $1, coalesce((SELECT revision FROM newest), 0) + 1, $2, $3, $4, $5, $6, $7, $8, (SELECT note FROM tree_checkpoint ORDER BY size DESC LIMIT 1)
        WHERE NOT EXISTS (
            SELECT FROM newest WHERE expected = $2 AND accepted = $3 AND held IS NOT DISTINCT FROM $4 AND missing = $5 AND reconciled = $6)
        """;

    public Task CloseAsync(PlatformDay day, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(day);
        return StoreCall.RunAsync(async () =>
        {
            await using var batch = source.CreateBatch(); // One transaction.
            var turn = new NpgsqlBatchCommand(Lock).With(day.Day.DayNumber);
            var close = new NpgsqlBatchCommand(Close)
                .With(day.Day)
                .With(NpgsqlDbType.Jsonb, Write(day.Expected))
                .With(NpgsqlDbType.Jsonb, Write(day.Accepted))
                .With(NpgsqlDbType.Jsonb, day.Held is { } held ? Write(held) : null)
                .With(day.Missing)
                .With(day.Reconciled)
                .With(day.ClosedAt.ToUniversalTime())
                .With(NpgsqlDbType.TimestampTz, day.ReconciledAt?.ToUniversalTime());
            batch.BatchCommands.Add(turn);
            batch.BatchCommands.Add(close);
            return await batch.ExecuteNonQueryAsync(cancellationToken);
        });
    }

    public Task<IReadOnlyList<PlatformDay>> ListAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
        ReadAsync(
            $"SELECT DISTINCT ON (day) {Columns} FROM platform_day WHERE day BETWEEN $1 AND $2 ORDER BY day DESC, revision DESC",
            from,
            to,
            cancellationToken
        );

    public Task<IReadOnlyList<PlatformDay>> HistoryAsync(DateOnly day, CancellationToken cancellationToken) =>
        ReadAsync($"SELECT {Columns} FROM platform_day WHERE day BETWEEN $1 AND $2 ORDER BY revision DESC", day, day, cancellationToken);

    public Task<DateOnly?> LastReconciledAsync(CancellationToken cancellationToken) =>
        StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand(LastReconciled);
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            return await row.ReadAsync(cancellationToken) ? row.GetFieldValue<DateOnly>(0) : (DateOnly?)null;
        });

    public Task<IReadOnlyList<PlatformDayFigure>> ExpectedAsync(DateOnly day, CancellationToken cancellationToken) =>
        StoreCall.RunAsync(() => DayFigures.ReadAsync(source, DayFigures.Expected, day, cancellationToken));

    private Task<IReadOnlyList<PlatformDay>> ReadAsync(string sql, DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
        StoreCall.RunAsync(async () =>
        {
#pragma warning disable CA2100 // One of the two above.
            await using var command = source.CreateCommand(sql);
#pragma warning restore CA2100
            command.Parameters.AddWithValue(from);
            command.Parameters.AddWithValue(to);
            var days = new List<PlatformDay>();
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
            {
                days.Add(
                    new PlatformDay(
                        row.GetFieldValue<DateOnly>(0),
                        Read(row.GetString(1)),
                        Read(row.GetString(2)),
                        row.IsDBNull(3) ? null : Read(row.GetString(3)),
                        row.GetInt64(4),
                        row.GetBoolean(5),
                        row.GetFieldValue<DateTimeOffset>(6),
                        row.IsDBNull(7) ? null : row.GetFieldValue<DateTimeOffset>(7)
                    )
                    {
                        Checkpoint = row.IsDBNull(8) ? null : row.GetString(8),
                    }
                );
            }

            return (IReadOnlyList<PlatformDay>)days;
        });

    /// <summary>In one order, so that the same figures are the same document.</summary>
    private static string Write(IReadOnlyList<PlatformDayFigure> figures) =>
        JsonSerializer.Serialize(
            figures.OrderBy(figure => figure.Region, StringComparer.Ordinal).ThenBy(figure => figure.Kind),
            DomainJson.Options
        );

    private static List<PlatformDayFigure> Read(string json) =>
        JsonSerializer.Deserialize<List<PlatformDayFigure>>(json, DomainJson.Options) ?? [];
}
