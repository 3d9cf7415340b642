using System.Globalization;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Platform;
using Grid.Storage.Persons.Commits;
using Grid.Storage.Sealing;
using Npgsql;

namespace Grid.Storage.Platform;

/// <summary>
/// Refused applications of the platform, by the moment since when, page by page. Their scope is the stream's region: no office has them
/// yet.
/// </summary>
internal static class RefusedApplications
{
    private const string NoNumber = "没有可用的申请编号 / no usable application number";

    private static readonly OperatorsList List = new(
        "platform_application AS i",
        "i.id, i.region, i.number, i.refusal_field, i.refusal, i.settled_at",
        "i.status = 'refused'",
        "i.settled_at",
        "i.region"
    );

    public static async Task<Page<RefusedApplication>> PageAsync(
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
        return new Page<RefusedApplication>(items, next) { Total = total };
    }

    private static RefusedApplication Of(NpgsqlDataReader row, KeyRing ring)
    {
        var id = row.GetInt64(0);
        var number = row.IsDBNull(2) ? null : row.GetString(2);
        return new RefusedApplication(
            id,
            row.GetString(1),
            number,
            row.IsDBNull(3) ? null : row.GetString(3),
            row.IsDBNull(4)
                ? number is null
                    ? NoNumber
                    : ""
                : OutboxSeal.Open<string>(
                    row.GetFieldValue<byte[]>(4),
                    ring,
                    id.ToString(CultureInfo.InvariantCulture),
                    OutboxSeal.PlatformRefusals
                ),
            row.GetFieldValue<DateTimeOffset>(5)
        );
    }
}
