using System.Text.Json;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Platform;
using Npgsql;

namespace Grid.Storage.Platform;

/// <summary>A row of <c>platform_backfill</c>, as <see cref="BackfillSql.Columns"/>.</summary>
internal static class BackfillRow
{
    public static PlatformBackfill Of(NpgsqlDataReader row) =>
        new(
            row.GetGuid(0),
            new BackfillRange(
                Named<BackfillKind>(row.GetString(1)),
                Day(row, 2),
                Day(row, 3),
                row.IsDBNull(4) ? null : row.GetString(4),
                row.GetBoolean(5)
            ),
            Named<BackfillStatus>(row.GetString(6)),
            new BackfillThrottle(row.GetInt32(7), row.GetInt32(8)),
            row.IsDBNull(9) ? null : row.GetInt64(9),
            row.IsDBNull(10) ? null : new BackfillPlace(row.GetFieldValue<DateOnly>(10), row.GetString(11)),
            new BackfillCounts(row.GetInt64(12), row.GetInt64(13), row.GetInt64(14), row.GetInt64(15), row.GetInt64(16), row.GetInt64(17)),
            row.IsDBNull(18) ? null : row.GetDouble(18),
            row.GetString(19),
            row.GetString(20),
            row.GetFieldValue<DateTimeOffset>(21),
            Moment(row, 22),
            Moment(row, 23)
        );

    /// <summary>The first row; null when there is none.</summary>
    public static async Task<PlatformBackfill?> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken) ? Of(row) : null;
    }

    public static string Name<T>(T value)
        where T : struct, Enum => EnumName.Of(value);

    private static T Named<T>(string name) => JsonSerializer.Deserialize<T>($"\"{name}\"")!;

    private static DateOnly? Day(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateOnly>(column);

    private static DateTimeOffset? Moment(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);
}

/// <summary>
/// What the store remembers of a registration that it read for a backfill: the holder's version then, and the wrapped data key.
/// </summary>
internal sealed record BackfillTag(long Version, byte[] DataKey);
