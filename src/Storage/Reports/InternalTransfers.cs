using Grid.Domain.Counting;
using Grid.Domain.Counting.Reports;
using Grid.Domain.Text;
using Npgsql;

namespace Grid.Storage.Reports;

/// <summary>Transfers within a region by their movements.</summary>
internal static class InternalTransfers
{
    /// <summary>$1 leaves, $2 period, $3 the blocks' names by number.</summary>
    private const string Within = """
        region = ANY($1) AND period = $2 AND measure IN ('transferredIn', 'transferredOut')
        AND split_part(peer, '/', 1) = ANY($1) AND split_part(peer, '/', 2) = ($3)[block]
        """;

    private const string SidesSql = $"""
        SELECT block, count(*) FILTER (WHERE measure = 'transferredIn' AND sign = 1) - count(*) FILTER (WHERE measure = 'transferredIn' AND sign = -1),
            count(*) FILTER (WHERE measure = 'transferredOut' AND sign = 1) - count(*) FILTER (WHERE measure = 'transferredOut' AND sign = -1)
        FROM count_movement WHERE {Within} GROUP BY block
        """;

    /// <summary>
    /// Of one event, what came in by transfer or adjustment must be what went out, wherever and whenever that is counted.
    /// </summary>
    private const string UnpairedSql = $"""
        SELECT count(*) FROM (SELECT DISTINCT person_id, sequence FROM count_movement WHERE {Within}) AS event
        WHERE (
            SELECT sum(CASE WHEN measure IN ('transferredIn', 'adjustedIn') THEN sign WHEN measure IN ('transferredOut', 'adjustedOut') THEN -sign ELSE 0 END)
            FROM count_movement AS side WHERE side.person_id = event.person_id AND side.sequence = event.sequence) <> 0
        """;

    private const int CommandSeconds = 120;

    public static async Task<TransferEvidence> ReadAsync(
        NpgsqlConnection connection,
        IReadOnlyList<string> leaves,
        CountingPeriod period,
        CancellationToken cancellationToken
    )
    {
        var blocks = new Dictionary<CountBlock, InternalSides>();
        await using (var sides = Command(connection, SidesSql, leaves, period))
        await using (var row = await sides.ExecuteReaderAsync(cancellationToken))
        {
            while (await row.ReadAsync(cancellationToken))
                blocks.Add((CountBlock)row.GetInt16(0), new InternalSides(row.GetInt64(1), row.GetInt64(2)));
        }

        await using var unpaired = Command(connection, UnpairedSql, leaves, period);
        return new TransferEvidence(blocks, (long)(await unpaired.ExecuteScalarAsync(cancellationToken))!);
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, IReadOnlyList<string> leaves, CountingPeriod period)
    {
#pragma warning disable CA2100 // Constant texts; every value is a parameter.
        var command = new NpgsqlCommand(sql, connection) { CommandTimeout = CommandSeconds };
#pragma warning restore CA2100
        command.Parameters.AddWithValue(leaves.ToArray());
        command.Parameters.AddWithValue(period.ToString());
        command.Parameters.AddWithValue(Enum.GetValues<CountBlock>().Select(EnumName.Of).ToArray());
        return command;
    }
}
