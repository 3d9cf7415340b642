using System.Text.Json;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Notices;
using Grid.Storage.Batching;
using Npgsql;

namespace Grid.Storage.Notices;

/// <summary>Numbers of the outbox and of what left lately.</summary>
public sealed class NoticeStates(NpgsqlDataSource source) : INoticeStates
{
    /// <summary>$1 areas, $2 since. The outbox is small; of what left, only the blocks since then are read.</summary>
    private const string Sql = """
        SELECT a.area, n.kind, sum(n.waiting)::bigint, sum(n.retrying)::bigint, min(n.oldest), sum(n.undelivered)::bigint, sum(n.sent)::bigint, sum(n.delivered)::bigint, sum(n.inbox)::bigint
        FROM (
            SELECT office, kind, count(*) FILTER (WHERE gave_up_at IS NULL) AS waiting, count(*) FILTER (WHERE gave_up_at IS NULL AND failed_reason IS NOT NULL) AS retrying,
                min(created_at) FILTER (WHERE gave_up_at IS NULL) AS oldest, count(gave_up_at) AS undelivered, 0 AS sent, 0 AS delivered, 0 AS inbox
            FROM notice GROUP BY office, kind
            UNION ALL
            SELECT office, kind, 0, 0, NULL, 0, count(*), count(*) FILTER (WHERE delivered), count(*) FILTER (WHERE channel = 'inbox') FROM notice_sent WHERE at >= $2 GROUP BY office, kind) AS n
        JOIN unnest($1) AS a(area) ON starts_with(n.office, a.area)
        GROUP BY a.area, n.kind ORDER BY a.area, n.kind
        """;

    public Task<IReadOnlyList<NoticeState>> ReadAsync(
        IReadOnlyList<string> areas,
        DateTimeOffset since,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(areas);
        return StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand(Sql);
            command.Parameters.AddWithValue(areas.ToArray());
            command.Parameters.AddWithValue(since.ToUniversalTime());
            var states = new List<NoticeState>();
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
            {
                states.Add(
                    new NoticeState(
                        row.GetString(0),
                        JsonSerializer.Deserialize<NoticeKind>($"\"{row.GetString(1)}\""),
                        row.GetInt64(2),
                        row.GetInt64(3),
                        row.IsDBNull(4) ? null : row.GetFieldValue<DateTimeOffset>(4),
                        row.GetInt64(5),
                        row.GetInt64(6),
                        row.GetInt64(7),
                        row.GetInt64(8)
                    )
                );
            }

            return (IReadOnlyList<NoticeState>)states;
        });
    }
}
