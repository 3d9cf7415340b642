using System.Globalization;
using System.Text.Json;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Platform;
using Grid.Grains.Interfaces.Receipts;
using Grid.Storage.Batching;
using Grid.Storage.Receipts;
using Grid.Storage.Searching;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Platform;

/// <summary>
/// The operators' log in <c>platform_order</c>. The latest of its pauses and resumptions says whether the sync is paused.
/// </summary>
public sealed class PlatformOrders(NpgsqlDataSource source) : IPlatformOrders
{
    private const int LargestPage = 200;
    private const string Columns =
        "id, kind, ordered_by, reason, at, item_id, item_key, person_id, application_id, day_from, day_to, region, item_kind, items, backfill";
    private const string Latest = $"SELECT {Columns} FROM platform_order WHERE kind IN ('pause', 'resume') ORDER BY id DESC LIMIT 1";

    public Task<bool> PauseAsync(
        string by,
        string reason,
        DateTimeOffset at,
        CommandReceipt? receipt,
        CancellationToken cancellationToken
    ) => TurnAsync(OrderLog.Plain(PlatformOrderKind.Pause, by, reason, at), receipt, cancellationToken);

    public Task<bool> ResumeAsync(
        string by,
        string reason,
        DateTimeOffset at,
        CommandReceipt? receipt,
        CancellationToken cancellationToken
    ) => TurnAsync(OrderLog.Plain(PlatformOrderKind.Resume, by, reason, at), receipt, cancellationToken);

    public Task<PlatformOrder?> PausedAsync(CancellationToken cancellationToken) =>
        StoreCall.RunAsync(async () =>
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            return await LatestAsync(connection, cancellationToken) is { Kind: PlatformOrderKind.Pause } pause ? pause : null;
        });

    public Task<Page<PlatformOrder>> ListAsync(PageRequest page, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(page);
        return StoreCall.RunAsync(async () =>
        {
            var size = Math.Clamp(page.Size, 1, LargestPage);
            var before = Cursor.Read(page.After, 1) is [var last]
                ? long.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                    ? number
                    : throw new InvalidCursorException()
                : long.MaxValue;
            await using var command = source.CreateCommand($"SELECT {Columns} FROM platform_order WHERE id < $1 ORDER BY id DESC LIMIT $2");
            command.Parameters.AddWithValue(before);
            command.Parameters.AddWithValue(size + 1);
            var orders = new List<PlatformOrder>();
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
                orders.Add(Of(row));
            return orders.Count <= size
                ? new Page<PlatformOrder>(orders, null)
                : new Page<PlatformOrder>(orders[..size], Cursor.Of(orders[size - 1].Id.ToString(CultureInfo.InvariantCulture)));
        });
    }

    private Task<bool> TurnAsync(PlatformOrder order, CommandReceipt? receipt, CancellationToken cancellationToken) =>
        ReceiptedWrite.RunAsync(
            source,
            receipt,
            async connection =>
            {
                // One after the other, so that two pauses are not both the first.
                await using (var turn = new NpgsqlCommand("SELECT pg_advisory_xact_lock(hashtext('platform_order'))", connection))
                    await turn.ExecuteNonQueryAsync(cancellationToken);
                if (
                    (await LatestAsync(connection, cancellationToken) is { Kind: PlatformOrderKind.Pause })
                    == (order.Kind == PlatformOrderKind.Pause)
                )
                {
                    return false;
                }

                await OrderLog.AppendAsync(connection, order, cancellationToken);
                return true;
            },
            cancellationToken
        );

    private static async Task<PlatformOrder?> LatestAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Latest, connection);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken) ? Of(row) : null;
    }

    private static PlatformOrder Of(NpgsqlDataReader row) =>
        new(
            row.GetInt64(0),
            JsonSerializer.Deserialize<PlatformOrderKind>($"\"{row.GetString(1)}\""),
            row.GetString(2),
            row.GetString(3),
            row.GetFieldValue<DateTimeOffset>(4),
            row.IsDBNull(5) ? null : row.GetInt64(5),
            row.IsDBNull(6) ? null : row.GetString(6),
            row.IsDBNull(7) ? null : PersonId.FromGuid(row.GetGuid(7)),
            row.IsDBNull(8) ? null : row.GetInt64(8),
            row.IsDBNull(9) ? null : row.GetFieldValue<DateOnly>(9),
            row.IsDBNull(10) ? null : row.GetFieldValue<DateOnly>(10),
            row.IsDBNull(11) ? null : row.GetString(11),
            row.IsDBNull(12) ? null : KindOf(row.GetString(12)),
            row.GetInt64(13)
        )
        {
            Backfill = row.IsDBNull(14) ? null : row.GetGuid(14),
        };

    internal static PlatformItemKind KindOf(string name) => JsonSerializer.Deserialize<PlatformItemKind>($"\"{name}\"");
}
