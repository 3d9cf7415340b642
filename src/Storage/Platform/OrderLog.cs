using Grid.Domain.Persons;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Platform;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Platform;

/// <summary>Writes lines of the operators' log, in the transaction of what they order.</summary>
internal static class OrderLog
{
    private const int LongestReason = 1000;

    /// <param name="connection">In the transaction.</param>
    /// <param name="order">Its id is given by the database.</param>
    public static async Task AppendAsync(NpgsqlConnection connection, PlatformOrder order, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            INSERT INTO platform_order (kind, ordered_by, reason, at, item_id, item_key, person_id, application_id, day_from, day_to, region, item_kind, items, backfill)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
            """,
            connection
        );
        Add(EnumName.Of(order.Kind), NpgsqlDbType.Text);
        Add(order.By, NpgsqlDbType.Text);
        Add(order.Reason.Length <= LongestReason ? order.Reason : order.Reason[..LongestReason], NpgsqlDbType.Text);
        Add(order.At.ToUniversalTime(), NpgsqlDbType.TimestampTz);
        Add(order.Item, NpgsqlDbType.Bigint);
        Add(order.Key, NpgsqlDbType.Text);
        Add(order.Person?.ToGuid(), NpgsqlDbType.Uuid);
        Add(order.Application, NpgsqlDbType.Bigint);
        Add(order.From, NpgsqlDbType.Date);
        Add(order.To, NpgsqlDbType.Date);
        Add(order.Region, NpgsqlDbType.Text);
        Add(order.ItemKind is { } kind ? EnumName.Of(kind) : null, NpgsqlDbType.Text);
        Add(order.Items, NpgsqlDbType.Bigint);
        Add(order.Backfill, NpgsqlDbType.Uuid);
        await command.ExecuteNonQueryAsync(cancellationToken);

        void Add(object? value, NpgsqlDbType type) =>
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value, NpgsqlDbType = type });
    }

    /// <summary>An order that concerns no item, day or application.</summary>
    public static PlatformOrder Plain(PlatformOrderKind kind, string by, string reason, DateTimeOffset at) =>
        new(0, kind, by, reason, at, null, null, null, null, null, null, null, null, 0);
}
