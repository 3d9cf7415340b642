using System.Globalization;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Platform;
using Grid.Storage.Persons.Commits;
using Grid.Storage.Sealing;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Platform;

/// <summary>The operators' list: refused items and those to report by hand, page by page, and what an operator does with one.</summary>
internal static class ListedItems
{
    private const string Columns = """
        i.id, i.person_id, i.region, i.kind, i.key, i.event_on, i.by_hand, i.reason_code, i.reason, i.listed_at, i.attempts, CASE WHEN i.by_hand THEN 0 ELSE (
            SELECT count(*) FROM platform_item AS later WHERE later.person_id = i.person_id AND later.id > i.id AND NOT later.by_hand AND later.listed_at IS NULL) END
        """;

    private static readonly OperatorsList List = new("platform_item AS i", Columns, "i.listed_at IS NOT NULL", "i.listed_at", "i.office");

    public static async Task<Page<RefusedItem>> PageAsync(
        NpgsqlDataSource source,
        KeyRing ring,
        SearchScope scope,
        PageRequest page,
        CancellationToken cancellationToken
    )
    {
        var (items, total, next) = await List.PageAsync(
            source,
            scope,
            page,
            row => Of(row, ring),
            item => (item.At, item.Id),
            cancellationToken
        );
        return new Page<RefusedItem>(items, next) { Total = total };
    }

    public static async Task<RefusedItem?> FindAsync(NpgsqlDataSource source, KeyRing ring, long id, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(
            $"SELECT {Columns} FROM platform_item AS i WHERE i.id = $1 AND i.listed_at IS NOT NULL"
        );
        command.Parameters.AddWithValue(id);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken) ? Of(row, ring) : null;
    }

    public static async Task<bool> ResendAsync(
        NpgsqlConnection connection,
        KeyRing ring,
        long id,
        PlatformItem? renewed,
        string by,
        string reason,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        if (await LockAsync(connection, id, cancellationToken) is not { } row)
            return false;
        byte[]? content = null;
        if (renewed is not null)
        {
            if (row.DataKey is not { } wrapped)
                return false; // Erased: there is nothing to renew it from.
            var person = row.Person.ToString();
            content = ItemSeal.Seal(renewed with { Key = row.Key, Kind = row.Kind }, DataKey.Unwrap(ring, wrapped, person), person);
        }

        await using (var command = new NpgsqlCommand(PlatformSql.Resend, connection))
        {
            command.Parameters.AddWithValue(id);
            command.Parameters.AddWithValue(now.ToUniversalTime());
            command.Parameters.Add(new NpgsqlParameter { Value = (object?)content ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bytea });
            command.Parameters.Add(new NpgsqlParameter { Value = (object?)renewed?.On ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Date });
            command.Parameters.Add(
                new NpgsqlParameter { Value = (object?)renewed?.Region ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text }
            );
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        await OrderLog.AppendAsync(connection, OrderOf(PlatformOrderKind.Resend, id, row, by, reason, now), cancellationToken);
        return true;
    }

    public static async Task<bool> SettleAsync(
        NpgsqlConnection connection,
        long id,
        bool byHand,
        string by,
        string reason,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        if (await LockAsync(connection, id, cancellationToken) is not { } row)
            return false;
        await using (var settle = new NpgsqlCommand(PlatformSql.Settle, connection))
        {
            settle.Parameters.AddWithValue(id);
            settle.Parameters.AddWithValue(byHand ? "byHand" : "skipped");
            settle.Parameters.AddWithValue(now.ToUniversalTime());
            await settle.ExecuteNonQueryAsync(cancellationToken);
        }

        await using (var wake = new NpgsqlCommand(PlatformSql.Wake, connection))
        {
            wake.Parameters.AddWithValue(new[] { id });
            wake.Parameters.AddWithValue(now.ToUniversalTime());
            await wake.ExecuteNonQueryAsync(cancellationToken);
        }

        await OrderLog.AppendAsync(
            connection,
            OrderOf(byHand ? PlatformOrderKind.ReportedByHand : PlatformOrderKind.Skip, id, row, by, reason, now),
            cancellationToken
        );
        return true;
    }

    private static RefusedItem Of(NpgsqlDataReader row, KeyRing ring)
    {
        var id = row.GetInt64(0);
        return new RefusedItem(
            id,
            PersonId.FromGuid(row.GetGuid(1)),
            row.GetString(2),
            PlatformOrders.KindOf(row.GetString(3)),
            row.GetString(4),
            row.GetFieldValue<DateOnly>(5),
            row.GetBoolean(6),
            row.IsDBNull(7) ? null : row.GetString(7),
            row.IsDBNull(8)
                ? ""
                : OutboxSeal.Open<string>(
                    row.GetFieldValue<byte[]>(8),
                    ring,
                    id.ToString(CultureInfo.InvariantCulture),
                    OutboxSeal.PlatformReasons
                ),
            row.GetFieldValue<DateTimeOffset>(9),
            row.GetInt32(10),
            (int)row.GetInt64(11)
        );
    }

    private static PlatformOrder OrderOf(PlatformOrderKind kind, long id, ListedRow row, string by, string reason, DateTimeOffset now) =>
        OrderLog.Plain(kind, by, reason, now) with
        {
            Item = id,
            Key = row.Key,
            Person = row.Person.IsNobody ? null : row.Person,
            ItemKind = row.Kind,
            Items = 1,
        };

    private static async Task<ListedRow?> LockAsync(NpgsqlConnection connection, long id, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(PlatformSql.Listed, connection);
        command.Parameters.AddWithValue(id);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken)
            ? new ListedRow(
                PersonId.FromGuid(row.GetGuid(0)),
                row.GetString(1),
                PlatformOrders.KindOf(row.GetString(2)),
                row.IsDBNull(3) ? null : row.GetFieldValue<byte[]>(3)
            )
            : null;
    }

    private sealed record ListedRow(PersonId Person, string Key, PlatformItemKind Kind, byte[]? DataKey);
}
