using System.Globalization;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Platform;
using Grid.Storage.Persons.Commits;
using Grid.Storage.Sealing;
using Grid.Storage.Searching;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Platform;

/// <summary>Refused applications of the platform, by the moment since when, page by page. Their scope is the stream's region: no office has them yet.</summary>
internal static class RefusedApplications
{
    private const int LargestPage = 200;
    private const string NoNumber = "没有可用的申请编号 / no usable application number";

    public static async Task<RefusedApplicationsPage> PageAsync(NpgsqlDataSource source, KeyRing ring, SearchScope scope, PageRequest page, CancellationToken cancellationToken)
    {
        long total;
        await using (var count = source.CreateCommand())
        {
#pragma warning disable CA2100 // Put together of constant parts; every value is a parameter.
            count.CommandText = $"SELECT count(*) FROM platform_application WHERE status = 'refused' AND {OfficeScope.Of(scope, count, "region")}";
#pragma warning restore CA2100
            total = (long)(await count.ExecuteScalarAsync(cancellationToken))!;
        }

        var size = Math.Clamp(page.Size, 1, LargestPage);
        await using var command = source.CreateCommand();
        var conditions = $"status = 'refused' AND {OfficeScope.Of(scope, command, "region")}";
        if (ListCursor.Read(page.After) is { } place)
            conditions += $" AND (settled_at, id) > ({QueryValues.Add(command, place.Since, NpgsqlDbType.TimestampTz)}, {QueryValues.Add(command, place.Id, NpgsqlDbType.Bigint)})";
#pragma warning disable CA2100 // Put together of constant parts; every value is a parameter.
        command.CommandText = $"SELECT id, region, number, refusal_field, refusal, settled_at FROM platform_application WHERE {conditions} ORDER BY settled_at, id LIMIT {size + 1}";
#pragma warning restore CA2100
        var items = new List<RefusedApplication>(size);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            if (items.Count == size)
                return new RefusedApplicationsPage(items, total, ListCursor.Of(items[^1].At, items[^1].Id));
            var id = row.GetInt64(0);
            var number = row.IsDBNull(2) ? null : row.GetString(2);
            items.Add(new RefusedApplication(
                id,
                row.GetString(1),
                number,
                row.IsDBNull(3) ? null : row.GetString(3),
                row.IsDBNull(4) ? number is null ? NoNumber : "" : OutboxSeal.Open<string>(row.GetFieldValue<byte[]>(4), ring, id.ToString(CultureInfo.InvariantCulture), OutboxSeal.PlatformRefusals),
                row.GetFieldValue<DateTimeOffset>(5)));
        }

        return new RefusedApplicationsPage(items, total, null);
    }
}
