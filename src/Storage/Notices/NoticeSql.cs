using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Storage.Searching;
using Npgsql;

namespace Grid.Storage.Notices;

/// <summary>The statements of the outbox of messages.</summary>
internal static class NoticeSql
{
    /// <summary>
    /// $1 now, $2 until, $3 limit, $4 lease. A row that another worker just leased is skipped while it is locked, and afterwards found to
    /// be no longer due. Whether it is the person's oldest is looked up row by row, and so only until there are enough: a join would look
    /// at the whole outbox first.
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

    /// <summary>
    /// $1 id, $2 lease, $3 channel, $4 text, $5 the gateway's identifier, $6 moment. What left through no gateway will not be reported on.
    /// </summary>
    public const string MarkSent = """
        WITH gone AS (
            DELETE FROM notice WHERE id = $1 AND lease = $2 RETURNING id, person_id, kind, commit_id, created_at, office, attempts, round, content)
        INSERT INTO notice_sent (id, person_id, kind, commit_id, created_at, office, channel, text, gateway_id, at, attempts, round, content)
        SELECT id, person_id, kind, commit_id, created_at, office, $3, $4, $5, $6, attempts, round, CASE WHEN $5 IS NOT NULL THEN content END FROM gone
        ON CONFLICT (id) DO UPDATE SET channel = excluded.channel, text = excluded.text, gateway_id = excluded.gateway_id, at = excluded.at,
            attempts = excluded.attempts, round = excluded.round, content = excluded.content, delivered = NULL, reported_at = NULL, report_reason = NULL
        """;

    /// <summary>
    /// $1 id, $2 lease, $3 reason, $4 when to try again, $5 since when it is given up; one of both is null. $6 kinds whose outcome is
    /// recorded. Giving up is an outcome, written in the same statement.
    /// </summary>
    public const string MarkFailed = """
        WITH failed AS (
            UPDATE notice SET lease = NULL, leased_until = NULL, failed_reason = $3, not_before = coalesce($4, not_before), gave_up_at = $5
            WHERE id = $1 AND lease = $2 RETURNING id, round, person_id, kind, content, gave_up_at)
        INSERT INTO notice_outcome (notice_id, round, delivered, at, person_id, content)
        SELECT id, round, false, gave_up_at, person_id, content FROM failed WHERE gave_up_at IS NOT NULL AND kind = ANY($6)
        ON CONFLICT ON CONSTRAINT notice_outcome_once DO NOTHING
        """;

    /// <summary>
    /// $1 the gateway's identifier, $2 moment, $3 kinds whose outcome is recorded. One that was reported otherwise before is off the list
    /// of undelivered ones. The content of one that an older host reported so is in the outbox alone.
    /// </summary>
    public const string Delivered = """
        WITH known AS (SELECT * FROM notice_sent WHERE gateway_id = $1 FOR UPDATE),
        reported AS (
            UPDATE notice_sent AS s SET delivered = true, reported_at = $2, report_reason = NULL, content = NULL
            FROM known WHERE s.id = known.id),
        settled AS (DELETE FROM notice USING known WHERE notice.id = known.id AND notice.gave_up_at IS NOT NULL),
        outcome AS (
            INSERT INTO notice_outcome (notice_id, round, delivered, at, person_id, content)
            SELECT k.id, k.round, true, greatest($2, k.at), k.person_id, coalesce(k.content, n.content)
            FROM known AS k LEFT JOIN notice AS n ON n.id = k.id
            WHERE k.delivered IS DISTINCT FROM true AND k.kind = ANY($3) AND coalesce(k.content, n.content) IS NOT NULL
            ON CONFLICT ON CONSTRAINT notice_outcome_once DO NOTHING)
        SELECT count(*) FROM known
        """;

    /// <summary>
    /// $1 the gateway's identifier, $2 moment, $3 kinds whose outcome is recorded, $4 reason. The message goes back to the outbox and onto
    /// the list of undelivered ones; a report that comes twice changes nothing. The content stays: a good report may come late.
    /// </summary>
    public const string NotDelivered = """
        WITH known AS (SELECT * FROM notice_sent WHERE gateway_id = $1 FOR UPDATE),
        reported AS (
            UPDATE notice_sent AS s SET delivered = false, reported_at = $2, report_reason = $4
            FROM known WHERE s.id = known.id AND known.delivered IS NULL),
        outcome AS (
            INSERT INTO notice_outcome (notice_id, round, delivered, at, person_id, content)
            SELECT id, round, false, greatest($2, at), person_id, content FROM known WHERE delivered IS NULL AND content IS NOT NULL AND kind = ANY($3)
            ON CONFLICT ON CONSTRAINT notice_outcome_once DO NOTHING),
        back AS (
            INSERT INTO notice (id, person_id, kind, commit_id, created_at, content, attempts, round, office, failed_reason, gave_up_at)
            OVERRIDING SYSTEM VALUE
            SELECT id, person_id, kind, commit_id, created_at, content, attempts, round, office, $4, $2
            FROM known WHERE delivered IS NULL AND content IS NOT NULL)
        SELECT count(*) FROM known
        """;

    /// <summary>$1 id, $2 now. Its attempts are counted from 0 again.</summary>
    public static string Retry(SearchScope scope, NpgsqlCommand command) =>
        $"""
            UPDATE notice SET gave_up_at = NULL, not_before = $2, attempts = 0, round = round + 1 WHERE id = $1 AND gave_up_at IS NOT NULL AND {OfficeScope.Of(
                scope,
                command
            )}
            """;
}
