using System.Globalization;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Platform;
using Grid.Grains.Interfaces.Receipts;
using Grid.Storage.Batching;
using Grid.Storage.Persons.State;
using Grid.Storage.Receipts;
using Grid.Storage.Sealing;
using Grid.Storage.Searching;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Platform;

/// <summary>Backfills in <c>platform_backfill</c>.</summary>
public sealed class PlatformBackfills(NpgsqlDataSource source, KeyRing ring, IEnumerable<IStateUpgrade> upgrades) : IPlatformBackfills
{
    private const int LargestPage = 200;
    private const int LongestReason = 1000;

    private readonly BackfillReading reading = new(source, ring, new StateDocument(upgrades));
    private readonly BackfillWriting writing = new(source, ring);

    public Task<bool> StartAsync(
        Guid id,
        BackfillRange range,
        BackfillThrottle throttle,
        string by,
        string reason,
        DateTimeOffset at,
        CommandReceipt? receipt,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(range);
        ArgumentNullException.ThrowIfNull(throttle);
        ArgumentNullException.ThrowIfNull(reason);
        return ReceiptedWrite.RunAsync(
            source,
            receipt,
            async connection =>
            {
                await TakeTurnAsync(connection, cancellationToken);
                await using var start = new NpgsqlCommand(BackfillSql.Start, connection);
                var values = start.Parameters;
                values.AddWithValue(id);
                values.AddWithValue(BackfillRow.Name(range.Kind));
                values.Add(new NpgsqlParameter { Value = (object?)range.From ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Date });
                values.Add(new NpgsqlParameter { Value = (object?)range.To ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Date });
                values.Add(new NpgsqlParameter { Value = (object?)range.Region ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
                values.AddWithValue(range.Again);
                values.AddWithValue(throttle.Rate);
                values.AddWithValue(throttle.Backlog);
                values.AddWithValue(by);
                values.AddWithValue(reason.Length <= LongestReason ? reason : reason[..LongestReason]);
                values.AddWithValue(at.ToUniversalTime());
                if (await start.ExecuteNonQueryAsync(cancellationToken) == 0)
                    return false;
                await OrderLog.AppendAsync(
                    connection,
                    OrderOf(PlatformOrderKind.StartBackfill, id, range, by, reason, at),
                    cancellationToken
                );
                return true;
            },
            cancellationToken
        );
    }

    public Task<bool> TurnAsync(
        Guid id,
        BackfillTurn turn,
        string by,
        string reason,
        DateTimeOffset at,
        CommandReceipt? receipt,
        CancellationToken cancellationToken
    )
    {
        var (kind, status, from) = turn switch
        {
            BackfillTurn.Pause => (PlatformOrderKind.PauseBackfill, BackfillStatus.Paused, (BackfillStatus[])[BackfillStatus.Running]),
            BackfillTurn.Resume => (PlatformOrderKind.ResumeBackfill, BackfillStatus.Running, [BackfillStatus.Paused]),
            _ => (PlatformOrderKind.CancelBackfill, BackfillStatus.Cancelled, [BackfillStatus.Running, BackfillStatus.Paused]),
        };
        return OrderAsync(
            kind,
            id,
            by,
            reason,
            at,
            receipt,
            BackfillSql.SetStatus,
            cancellationToken,
            BackfillRow.Name(status),
            from.Select(BackfillRow.Name).ToArray(),
            at.ToUniversalTime()
        );
    }

    public Task<bool> ThrottleAsync(
        Guid id,
        BackfillThrottle throttle,
        string by,
        string reason,
        DateTimeOffset at,
        CommandReceipt? receipt,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(throttle);
        return OrderAsync(
            PlatformOrderKind.ThrottleBackfill,
            id,
            by,
            reason,
            at,
            receipt,
            BackfillSql.SetThrottle,
            cancellationToken,
            throttle.Rate,
            throttle.Backlog
        );
    }

    public Task<PlatformBackfill?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        OneAsync($"SELECT {BackfillSql.Columns} FROM platform_backfill WHERE id = $1", cancellationToken, id);

    public Task<PlatformBackfill?> CurrentAsync(CancellationToken cancellationToken) =>
        OneAsync(
            $"SELECT {BackfillSql.Columns} FROM platform_backfill WHERE status = 'running' ORDER BY ordered_at, id LIMIT 1",
            cancellationToken
        );

    public Task<Page<PlatformBackfill>> ListAsync(string reach, PageRequest page, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reach);
        ArgumentNullException.ThrowIfNull(page);
        return StoreCall.RunAsync(async () =>
        {
            var size = Math.Clamp(page.Size, 1, LargestPage);
            await using var command = source.CreateCommand();
            var before = "";
            command.Parameters.AddWithValue(reach);
            if (Cursor.Read(page.After, 1) is [var last])
            {
                before = "AND (ordered_at, id) < (SELECT ordered_at, id FROM platform_backfill WHERE id = $2)";
                command.Parameters.AddWithValue(Guid.TryParseExact(last, "N", out var id) ? id : throw new InvalidCursorException());
            }

#pragma warning disable CA2100 // Put together of constant parts; every value is a parameter.
            command.CommandText =
                $"SELECT {BackfillSql.Columns} FROM platform_backfill WHERE starts_with(coalesce(region, ''), $1) {before} ORDER BY ordered_at DESC, id DESC LIMIT {(size + 1).ToString(CultureInfo.InvariantCulture)}";
#pragma warning restore CA2100
            var items = new List<PlatformBackfill>();
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
                items.Add(BackfillRow.Of(row));
            return items.Count <= size
                ? new Page<PlatformBackfill>(items, null)
                : new Page<PlatformBackfill>(items[..size], Cursor.Of(items[size - 1].Id.ToString("N")));
        });
    }

    public Task<IReadOnlyList<BackfillFailure>> FailuresAsync(Guid id, int limit, CancellationToken cancellationToken) =>
        StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand(
                "SELECT registration, trouble, at FROM platform_backfill_failure WHERE backfill = $1 ORDER BY registration LIMIT $2"
            );
            command.Parameters.AddWithValue(id);
            command.Parameters.AddWithValue(limit);
            var failures = new List<BackfillFailure>();
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
                failures.Add(new BackfillFailure(row.GetString(0), row.GetString(1), row.GetFieldValue<DateTimeOffset>(2)));
            return (IReadOnlyList<BackfillFailure>)failures;
        });

    public Task<long> CountAsync(Guid id, CancellationToken cancellationToken) =>
        StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand(BackfillSql.Count);
            command.CommandTimeout = 0; // A whole register is counted.
            command.Parameters.AddWithValue(id);
            return await command.ExecuteScalarAsync(cancellationToken) is long total ? total : 0;
        });

    public Task<int> WaitingAsync(int limit, CancellationToken cancellationToken) =>
        StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand(BackfillSql.Waiting);
            command.Parameters.AddWithValue((long)limit);
            return (int)(long)(await command.ExecuteScalarAsync(cancellationToken))!;
        });

    public Task<IReadOnlyList<BackfillCase>> ReadAsync(PlatformBackfill backfill, int limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(backfill);
        return StoreCall.RunAsync(() => reading.ReadAsync(backfill, limit, cancellationToken));
    }

    public Task<BackfillCounts?> WriteAsync(
        PlatformBackfill backfill,
        IReadOnlyList<BackfillItems> page,
        double? measured,
        DateTimeOffset at,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(backfill);
        ArgumentNullException.ThrowIfNull(page);
        return StoreCall.RunAsync(() => writing.WriteAsync(backfill, page, measured, at.ToUniversalTime(), cancellationToken));
    }

    public Task<bool> EndAsync(PlatformBackfill backfill, DateTimeOffset at, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(backfill);
        return StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand(
                $"{BackfillSql.SetStatus.Replace(" RETURNING", " AND place_number IS NOT DISTINCT FROM $5 RETURNING", StringComparison.Ordinal)}"
            );
            command.Parameters.AddWithValue(backfill.Id);
            command.Parameters.AddWithValue(BackfillRow.Name(BackfillStatus.Done));
            command.Parameters.AddWithValue(new[] { BackfillRow.Name(BackfillStatus.Running) });
            command.Parameters.AddWithValue(at.ToUniversalTime());
            command.Parameters.Add(
                new NpgsqlParameter { Value = (object?)backfill.Place?.Number ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text }
            );
            return await BackfillRow.ReadAsync(command, cancellationToken) is not null;
        });
    }

    internal static async Task TakeTurnAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var turn = new NpgsqlCommand(BackfillSql.Turn, connection);
        await turn.ExecuteNonQueryAsync(cancellationToken);
    }

    private Task<PlatformBackfill?> OneAsync(string sql, CancellationToken cancellationToken, params object[] values) =>
        StoreCall.RunAsync(async () =>
        {
#pragma warning disable CA2100 // One of the two above.
            await using var command = source.CreateCommand(sql);
#pragma warning restore CA2100
            foreach (var value in values)
                command.Parameters.AddWithValue(value);
            return await BackfillRow.ReadAsync(command, cancellationToken);
        });

    private Task<bool> OrderAsync(
        PlatformOrderKind kind,
        Guid id,
        string by,
        string reason,
        DateTimeOffset at,
        CommandReceipt? receipt,
        string sql,
        CancellationToken cancellationToken,
        params object[] values
    ) =>
        ReceiptedWrite.RunAsync(
            source,
            receipt,
            async connection =>
            {
#pragma warning disable CA2100 // One of the statements of backfills.
                await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
                command.Parameters.AddWithValue(id);
                foreach (var value in values)
                    command.Parameters.AddWithValue(value);
                if (await BackfillRow.ReadAsync(command, cancellationToken) is not { } changed)
                    return false;
                await OrderLog.AppendAsync(
                    connection,
                    OrderOf(kind, id, changed.Range, by, reason, at) with
                    {
                        Items = changed.Counts.Made + changed.Counts.PutBack,
                    },
                    cancellationToken
                );
                return true;
            },
            cancellationToken
        );

    private static PlatformOrder OrderOf(
        PlatformOrderKind kind,
        Guid id,
        BackfillRange range,
        string by,
        string reason,
        DateTimeOffset at
    ) => OrderLog.Plain(kind, by, reason, at) with { Backfill = id, From = range.From, To = range.To, Region = range.Region };
}
