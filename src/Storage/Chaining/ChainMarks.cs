using System.Globalization;
using Grid.Storage.Chaining.Checkpoints;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Chaining;

/// <summary>The rows of <c>chain_complete</c>: from the first one on nothing is without a MAC.</summary>
internal static class ChainMarks
{
    /// <summary>Since when, null if there is none; and the MACs of the rows.</summary>
    public static async Task<(DateTimeOffset? Since, IReadOnlyList<byte[]> Macs)> ReadAsync(
        NpgsqlConnection connection,
        ChainKeys keys,
        Action<ChainFault> fault,
        CancellationToken cancellationToken
    )
    {
        DateTimeOffset? since = null;
        var macs = new List<byte[]>();
        await using var command = new NpgsqlCommand(
            "SELECT id, at, persons, rows, reason, mac FROM chain_complete ORDER BY id",
            connection
        );
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            var at = row.GetFieldValue<DateTimeOffset>(1);
            since ??= at;
            var reason = row.IsDBNull(4) ? null : row.GetString(4);
            macs.Add(row.GetFieldValue<byte[]>(5));
            if (!ChainKeys.Same(Of(at, row.GetInt64(2), row.GetInt64(3), reason, keys), macs[^1]))
                fault(new ChainFault("chain_complete", row.GetInt64(0).ToString(CultureInfo.InvariantCulture), ChainFaultKind.Changed));
        }

        return (since, macs);
    }

    public static async Task WriteAsync(
        NpgsqlDataSource source,
        DateTimeOffset at,
        long persons,
        long rows,
        string? reason,
        ChainKeys keys,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var mac = Of(at, persons, rows, reason, keys);
        await using var command = new NpgsqlCommand(
            "INSERT INTO chain_complete (at, persons, rows, reason, mac) VALUES ($1, $2, $3, $4, $5)",
            connection
        );
        command.Parameters.AddWithValue(at.ToUniversalTime());
        command.Parameters.AddWithValue(persons);
        command.Parameters.AddWithValue(rows);
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)reason ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.AddWithValue(mac);
        await command.ExecuteNonQueryAsync(cancellationToken);
        await TreeEntry.WriteAsync(connection, TreeEntry.OfComplete(mac), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static byte[] Of(DateTimeOffset at, long persons, long rows, string? reason, ChainKeys keys) =>
        keys.Mark(RowBytes.Begin().Text("complete 1").Moment(at).Number(persons).Number(rows).Text(reason).Written);
}
