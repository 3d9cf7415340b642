using System.Globalization;
using System.Text.Json;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Notices;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Storage.Searching;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Notices;

/// <summary>Messages that will not be tried again by themselves, by the moment since when, page by page.</summary>
internal static class UndeliveredList
{
    private const int LargestPage = 200;

    public static async Task<Page<UndeliveredNotice>> PageAsync(
        NpgsqlDataSource source,
        SearchScope scope,
        PageRequest page,
        CancellationToken cancellationToken
    )
    {
        var size = Math.Clamp(page.Size, 1, LargestPage);
        await using var command = source.CreateCommand();
        var conditions = $"gave_up_at IS NOT NULL AND {OfficeScope.Of(scope, command)}";
        if (Cursor.Read(page.After, 2) is [var since, var id])
        {
            conditions +=
                $" AND (gave_up_at, id) > ({QueryValues.Add(command, MomentOf(since), NpgsqlDbType.TimestampTz)}, {QueryValues.Add(command, NumberOf(id), NpgsqlDbType.Bigint)})";
        }
#pragma warning disable CA2100 // Put together of constant parts; every value is a parameter.
        command.CommandText = $"""
            SELECT id, person_id, kind, office, attempts, coalesce(failed_reason, ''), gave_up_at FROM notice
            WHERE {conditions} ORDER BY gave_up_at, id LIMIT {size + 1}
            """;
#pragma warning restore CA2100
        var items = new List<UndeliveredNotice>(size);
        string? next = null;
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            if (items.Count == size)
            {
                next = Cursor.Of(
                    items[^1].Since.ToString("O", CultureInfo.InvariantCulture),
                    items[^1].Id.ToString(CultureInfo.InvariantCulture)
                );
                break;
            }

            items.Add(
                new UndeliveredNotice(
                    row.GetInt64(0),
                    PersonId.FromGuid(row.GetGuid(1)),
                    JsonSerializer.Deserialize<NoticeKind>($"\"{row.GetString(2)}\""),
                    row.GetString(3),
                    row.GetInt32(4),
                    row.GetString(5),
                    row.GetFieldValue<DateTimeOffset>(6)
                )
            );
        }

        return new Page<UndeliveredNotice>(items, next);
    }

    /// <summary>How many there are in all, from the index that lists them.</summary>
    public static async Task<long> CountAsync(NpgsqlDataSource source, SearchScope scope, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand();
#pragma warning disable CA2100 // Put together of constant parts; every value is a parameter.
        command.CommandText = $"SELECT count(*) FROM notice WHERE gave_up_at IS NOT NULL AND {OfficeScope.Of(scope, command)}";
#pragma warning restore CA2100
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static DateTimeOffset MomentOf(string text) =>
        DateTimeOffset.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? moment.ToUniversalTime()
            : throw new InvalidCursorException();

    private static long NumberOf(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new InvalidCursorException();
}
