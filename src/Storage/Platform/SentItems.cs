using Grid.Domain.Text;
using Grid.Grains.Interfaces.Platform;
using Grid.Storage.Searching;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Platform;

/// <summary>Items that the platform accepted and that are put back to be sent again, as a set.</summary>
internal static class SentItems
{
    /// <summary>How many; in the caller's transaction.</summary>
    public static async Task<long> PutBackAsync(NpgsqlConnection connection, PlatformOrder order, CancellationToken cancellationToken)
    {
        if (order.Region is { } prefix && (!Prefix.IsWellFormed(prefix) || Prefix.EndOf(prefix) is null && prefix.Length > 0))
            return 0;
        await PlatformBackfills.TakeTurnAsync(connection, cancellationToken);
        await using var command = new NpgsqlCommand(PlatformSql.ResendDays, connection) { CommandTimeout = 0 }; // Years at once are allowed.
        Add(order.From, NpgsqlDbType.Date);
        Add(order.To, NpgsqlDbType.Date);
        var region = string.IsNullOrEmpty(order.Region) ? null : order.Region;
        Add(region, NpgsqlDbType.Text);
        Add(region is null ? null : Prefix.EndOf(region), NpgsqlDbType.Text);
        Add(order.ItemKind is { } kind ? EnumName.Of(kind) : null, NpgsqlDbType.Text);
        Add(order.At.ToUniversalTime(), NpgsqlDbType.TimestampTz);
        return await command.ExecuteNonQueryAsync(cancellationToken);

        void Add(object? value, NpgsqlDbType type) =>
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value, NpgsqlDbType = type });
    }
}
