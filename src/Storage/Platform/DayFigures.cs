using Grid.Grains.Interfaces.Platform;
using Npgsql;

namespace Grid.Storage.Platform;

/// <summary>
/// Counts and digests of a day's items, made where the keys are: the order of collation "C" is the ordinal order of their UTF-8 bytes, as
/// the platform takes it.
/// </summary>
internal static class DayFigures
{
    /// <summary>$1 day.</summary>
    public const string Sent = $"{Head} SELECT region, kind, key FROM platform_sent WHERE event_on = $1 AND outcome = 'accepted' {Tail}";

    /// <summary>$1 day.</summary>
    public const string Expected = $"""
        {Head} SELECT region, kind, key FROM platform_sent WHERE event_on = $1 AND outcome = 'accepted'
        UNION SELECT region, kind, key FROM platform_item WHERE event_on = $1 AND NOT by_hand {Tail}
        """;

    private const string Head =
        """SELECT region, kind, count(*), encode(sha256(convert_to(string_agg(key || E'\n', '' ORDER BY key COLLATE "C"), 'UTF8')), 'hex') FROM (""";
    private const string Tail = """) AS items GROUP BY region, kind ORDER BY region, kind COLLATE "C" """;

    public static async Task<IReadOnlyList<PlatformDayFigure>> ReadAsync(
        NpgsqlDataSource source,
        string sql,
        DateOnly day,
        CancellationToken cancellationToken
    )
    {
#pragma warning disable CA2100 // One of the two above.
        await using var command = source.CreateCommand(sql);
#pragma warning restore CA2100
        command.Parameters.AddWithValue(day);
        var figures = new List<PlatformDayFigure>();
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            figures.Add(
                new PlatformDayFigure(day, row.GetString(0), PlatformOrders.KindOf(row.GetString(1)), row.GetInt64(2), row.GetString(3))
            );
        }

        return figures;
    }
}
