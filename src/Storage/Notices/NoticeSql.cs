using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Storage.Searching;
using Npgsql;

namespace Grid.Storage.Notices;

/// <summary>The statements of the outbox of messages.</summary>
internal static class NoticeSql
{
    /// <summary>
    /// $1 now, $2 until, $3 limit, $4 lease. A row that another worker just leased is skipped while it is locked, and afterwards found to be no longer due.
    /// Whether it is the person's oldest is looked up row by row, and so only until there are enough: a join would look at the whole outbox first.
    /// </summary>
    public const string Lease = """
        WITH chosen AS MATERIALIZED (
            SELECT n.id FROM notice AS n
            WHERE n.gave_up_at IS NULL AND n.not_before <= $1
                AND n.id = (SELECT min(one.id) FROM notice AS one WHERE one.person_id = n.person_id AND one.gave_up_at IS NULL)
            ORDER BY n.not_before, n.id LIMIT $3
            FOR UPDATE OF n SKIP LOCKED)
        UPDATE notice AS n SET lease = $4, leased_until = $2, not_before = $2, attempts = n.attempts + 1
        FROM chosen WHERE n.id = chosen.id
        RETURNING n.id, n.person_id, n.content, n.attempts - 1, n.round, n.traceparent
        """;

    /// <summary>$1 the gateway's identifier, $2 the message that has it now.</summary>
    public const string ReleaseGatewayId = "UPDATE notice_sent SET gateway_id = NULL WHERE gateway_id = $1 AND id <> $2";

    /// <summary>$1 id, $2 lease, $3 channel, $4 text, $5 the gateway's identifier, $6 moment. What left through no gateway will not be reported on.</summary>
    public const string MarkSent = """
        WITH gone AS (
            DELETE FROM notice WHERE id = $1 AND lease = $2 RETURNING id, person_id, kind, commit_id, created_at, office, attempts, round, content)
        INSERT INTO notice_sent (id, person_id, kind, commit_id, created_at, office, channel, text, gateway_id, at, attempts, round, content)
        SELECT id, person_id, kind, commit_id, created_at, office, $3, $4, $5, $6, attempts, round, CASE WHEN $5 IS NOT NULL THEN content END FROM gone
        ON CONFLICT (id) DO UPDATE SET channel = excluded.channel, text = excluded.text, gateway_id = excluded.gateway_id, at = excluded.at,
            attempts = excluded.attempts, round = excluded.round, content = excluded.content, delivered = NULL, reported_at = NULL, report_reason = NULL
        """;

    /// <summary>$1 id, $2 lease, $3 reason, $4 when to try again, $5 since when it is given up; one of both is null.</summary>
    public const string MarkFailed = """
        UPDATE notice SET lease = NULL, leased_until = NULL, failed_reason = $3, not_before = coalesce($4, not_before), gave_up_at = $5
        WHERE id = $1 AND lease = $2
        """;

    /// <summary>$1 the gateway's identifier, $2 moment. One that was reported otherwise before is off the list of undelivered ones.</summary>
    public const string Delivered = """
        WITH reported AS (
            UPDATE notice_sent SET delivered = true, reported_at = $2, report_reason = NULL, content = NULL
            WHERE gateway_id = $1 RETURNING id),
        settled AS (DELETE FROM notice USING reported WHERE notice.id = reported.id AND notice.gave_up_at IS NOT NULL)
        SELECT count(*) FROM reported
        """;

    /// <summary>$1 the gateway's identifier, $2 moment, $3 reason. The message goes back to the outbox and onto the list of undelivered ones; a report that comes twice changes nothing.</summary>
    public const string NotDelivered = """
        WITH known AS (SELECT * FROM notice_sent WHERE gateway_id = $1 FOR UPDATE),
        reported AS (
            UPDATE notice_sent AS s SET delivered = false, reported_at = $2, report_reason = $3, content = NULL
            FROM known WHERE s.id = known.id AND known.delivered IS NULL),
        back AS (
            INSERT INTO notice (id, person_id, kind, commit_id, created_at, content, attempts, round, office, failed_reason, gave_up_at)
            OVERRIDING SYSTEM VALUE
            SELECT id, person_id, kind, commit_id, created_at, content, attempts, round, office, $3, $2
            FROM known WHERE delivered IS NULL AND content IS NOT NULL)
        SELECT count(*) FROM known
        """;

    /// <summary>$1 id, $2 now. Its attempts are counted anew.</summary>
    public static string Retry(SearchScope scope, NpgsqlCommand command) => $"""
        UPDATE notice SET gave_up_at = NULL, not_before = $2, attempts = 0, round = round + 1 WHERE id = $1 AND gave_up_at IS NOT NULL AND {OfficeScope.Of(scope, command)}
        """;
}
