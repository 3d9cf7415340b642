using Grid.Storage.Batching;
using Npgsql;

namespace Grid.Storage.Watching;

/// <summary>
/// What monitoring asks the database itself, so that all silos report the same, and none reports old values of a grain that moved away from
/// it. Reads indexes and outboxes, no register.
/// </summary>
public sealed class RegisterWatch(NpgsqlDataSource source)
{
    /// <summary>Items that wait behind a refused one of their person are the operators' affair: they are not late.</summary>
    private const string Backlogs = """
        WITH refused AS MATERIALIZED (SELECT person_id, min(id) AS id FROM platform_item WHERE listed_at IS NOT NULL AND NOT by_hand GROUP BY person_id)
        SELECT 'counts', count(*), min(created_at), 0 FROM count_entry
        UNION ALL SELECT 'notices', count(*), min(created_at), (SELECT count(*) FROM notice WHERE gave_up_at IS NOT NULL) FROM notice WHERE gave_up_at IS NULL
        UNION ALL SELECT 'outcomes', count(*), min(at), 0 FROM notice_outcome
        UNION ALL SELECT 'platform', count(*), min(i.waiting_since), (SELECT count(*) FROM platform_item WHERE listed_at IS NOT NULL AND NOT by_hand)
            FROM platform_item AS i LEFT JOIN refused AS r ON r.person_id = i.person_id AND r.id < i.id WHERE i.listed_at IS NULL AND r.id IS NULL
        UNION ALL SELECT 'imports', count(*), min(coalesce(walked_at, started_at, ordered_at)), 0 FROM import
            WHERE status IN ('checking', 'running', 'keeping', 'undoing')
        UNION ALL SELECT 'matching', count(*) FILTER (WHERE status = 'running'), min(coalesce(worked_at, opened_at)) FILTER (WHERE status = 'running'),
            count(*) FILTER (WHERE status = 'asking') FROM match_run WHERE status IN ('running', 'asking')
        """;

    /// <summary>$1 the first day. Of each day the manifest in force.</summary>
    private const string OpenDays = """
        SELECT count(*) FROM (SELECT DISTINCT ON (day) reconciled FROM platform_day WHERE day >= $1 ORDER BY day, revision DESC) AS d WHERE NOT reconciled
        """;

    private const string LastRecount = "SELECT different_cells FROM recount_result ORDER BY started_at DESC LIMIT 1";

    /// <summary>
    /// The outboxes <c>counts</c>, <c>notices</c> and <c>platform</c>, and what became of messages and is not in the journal yet
    /// (<c>outcomes</c>); <c>imports</c> and <c>matching</c> that are under way, the oldest being the one that has not moved for longest, and of
    /// <c>matching</c> those that ask an operator.
    /// </summary>
    public Task<IReadOnlyList<Backlog>> BacklogsAsync(CancellationToken cancellationToken) =>
        StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand(Backlogs);
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            var backlogs = new List<Backlog>();
            while (await row.ReadAsync(cancellationToken))
            {
                backlogs.Add(
                    new Backlog(
                        row.GetString(0),
                        row.GetInt64(1),
                        row.IsDBNull(2) ? null : row.GetFieldValue<DateTimeOffset>(2),
                        row.GetInt64(3)
                    )
                );
            }

            return (IReadOnlyList<Backlog>)backlogs;
        });

    /// <summary>Days of the sync since a day, inclusive, that are closed and do not agree with the platform's statistics.</summary>
    public Task<long> OpenDaysAsync(DateOnly since, CancellationToken cancellationToken) =>
        StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand(OpenDays);
            command.Parameters.AddWithValue(since);
            return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
        });

    /// <summary>Cells in which the latest recount and the live figures differ; null when there was no recount.</summary>
    public Task<long?> RecountDifferenceAsync(CancellationToken cancellationToken) =>
        StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand(LastRecount);
            return (long?)await command.ExecuteScalarAsync(cancellationToken);
        });
}

/// <summary>The state of an outbox, or of what operators must look at.</summary>
/// <param name="Waiting">Rows that wait to be done.</param>
/// <param name="Oldest">Since when the oldest of them waits; null when none does.</param>
/// <param name="Listed">Rows that wait for an operator.</param>
public sealed record Backlog(string Outbox, long Waiting, DateTimeOffset? Oldest, long Listed);
