using System.Data;
using Grid.Domain.Counting;
using Grid.Domain.Persons;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Operations;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Storage.Batching;
using Grid.Storage.Platform;
using Grid.Storage.Searching;
using Npgsql;

namespace Grid.Storage.Operations;

/// <summary>The board's numbers from kept counts and the heads of the outboxes.</summary>
public sealed class Board(NpgsqlDataSource source, TimeProvider clock) : IBoard
{
    private static readonly Dictionary<string, Measure> Measures = Enum.GetValues<Measure>()
        .ToDictionary(EnumName.Of, StringComparer.Ordinal);

    public Task<BoardNow> NowAsync(
        IReadOnlyList<string> leaves,
        IReadOnlyList<string> areas,
        DateOnly today,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(leaves);
        ArgumentNullException.ThrowIfNull(areas);
        return StoreCall.RunAsync(async () =>
        {
            // Read before the snapshot: everything committed until then is in it.
            var at = clock.GetUtcNow();
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
            var now = await ReadAsync(connection, at, [.. leaves], [.. areas], today, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return now;
        });
    }

    public Task<BoardWaiting> NoticesAsync(SearchScope scope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand();
#pragma warning disable CA2100 // Put together of constant parts; every value is a parameter.
            command.CommandText = $"""
                SELECT count(*) FILTER (WHERE gave_up_at IS NULL), min(created_at) FILTER (WHERE gave_up_at IS NULL), count(gave_up_at)
                FROM notice WHERE {OfficeScope.Of(scope, command)}
                """;
#pragma warning restore CA2100
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            await row.ReadAsync(cancellationToken);
            return new BoardWaiting(row.GetInt64(0), MomentOrNull(row, 1), row.GetInt64(2));
        });
    }

    public Task<IReadOnlyList<BoardSample>> SamplesAsync(
        string area,
        DateTimeOffset from,
        TimeSpan step,
        CancellationToken cancellationToken
    ) =>
        StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand(BoardSql.Samples);
            command.Parameters.AddWithValue(area);
            command.Parameters.AddWithValue(from.ToUniversalTime());
            command.Parameters.AddWithValue(step.TotalSeconds);
            var samples = new List<BoardSample>();
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
            {
                samples.Add(
                    new BoardSample(
                        row.GetFieldValue<DateTimeOffset>(0),
                        row.GetInt64(1),
                        row.GetInt64(2),
                        row.GetInt64(3),
                        row.GetInt64(4),
                        row.GetFieldValue<double?>(5),
                        row.GetFieldValue<double?>(6),
                        row.GetFieldValue<long?>(7),
                        row.GetFieldValue<double?>(8),
                        row.GetFieldValue<long?>(9),
                        row.GetFieldValue<int?>(10)
                    )
                );
            }

            return (IReadOnlyList<BoardSample>)samples;
        });

    public Task<IReadOnlyList<BoardDay>> DaysAsync(
        IReadOnlyList<string> leaves,
        DateOnly from,
        DateOnly to,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(leaves);
        return StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand(BoardSql.Days);
            command.Parameters.AddWithValue(leaves.ToArray());
            command.Parameters.AddWithValue(from);
            command.Parameters.AddWithValue(to);
            var days = new List<BoardDay>();
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
                days.Add(new BoardDay(row.GetFieldValue<DateOnly>(0), row.GetInt64(1), row.GetInt64(2)));
            return (IReadOnlyList<BoardDay>)days;
        });
    }

    private static async Task<BoardNow> ReadAsync(
        NpgsqlConnection connection,
        DateTimeOffset at,
        string[] leaves,
        string[] areas,
        DateOnly today,
        CancellationToken cancellationToken
    )
    {
        await using var batch = new NpgsqlBatch(connection);
        Add(batch, BoardSql.Stock, (object)leaves);
        Add(batch, BoardSql.Moved, leaves, today);
        Add(batch, BoardSql.Duties, areas, today);
        Add(batch, BoardSql.Waiting, leaves, (long)BoardSql.MostWaiting);
        Add(batch, PlatformDays.LastReconciled);
        Add(batch, BoardSql.Recount, (object)leaves);
        Add(batch, BoardSql.Silos);
        await using var row = await batch.ExecuteReaderAsync(cancellationToken);
        var stock = new Dictionary<string, long>(StringComparer.Ordinal);
        while (await row.ReadAsync(cancellationToken))
            stock.Add(row.GetString(0), row.GetInt64(1));
        var moved = await ListAsync(
            row,
            r => new BoardMovement(r.GetString(0), Measures[r.GetString(1)], r.GetString(2), r.GetInt64(3)),
            cancellationToken
        );
        var duties = await ListAsync(
            row,
            r => new BoardDuties(r.GetString(0), (DutyKind)r.GetInt16(1), r.GetInt64(2), r.GetInt64(3), r.GetInt64(4)),
            cancellationToken
        );
        var waiting = await ListAsync(row, r => new BoardWaiting(r.GetInt64(0), MomentOrNull(r, 1), 0), cancellationToken);
        var days = await ListAsync(row, r => r.GetFieldValue<DateOnly>(0), cancellationToken);
        var recounts = await ListAsync(
            row,
            r => new BoardRecount(
                r.GetFieldValue<DateTimeOffset>(0),
                r.GetFieldValue<DateTimeOffset>(1),
                r.GetString(2),
                r.GetInt32(3),
                r.GetInt64(4)
            ),
            cancellationToken
        );
        var silos = await ListAsync(
            row,
            r => new BoardSilo(r.GetString(0), r.GetFieldValue<DateTimeOffset>(1), r.GetBoolean(2)),
            cancellationToken
        );
        return new BoardNow(
            at,
            stock,
            moved,
            duties,
            waiting[0],
            days.Count > 0 ? days[0] : null,
            recounts.Count > 0 ? recounts[0] : null,
            silos
        );
    }

    private static void Add(NpgsqlBatch batch, string sql, params object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
            command.Parameters.AddWithValue(value);
        batch.BatchCommands.Add(command);
    }

    /// <summary>The next result, whole.</summary>
    private static async Task<List<T>> ListAsync<T>(NpgsqlDataReader row, Func<NpgsqlDataReader, T> of, CancellationToken cancellationToken)
    {
        await row.NextResultAsync(cancellationToken);
        var list = new List<T>();
        while (await row.ReadAsync(cancellationToken))
            list.Add(of(row));
        return list;
    }

    private static DateTimeOffset? MomentOrNull(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);
}
