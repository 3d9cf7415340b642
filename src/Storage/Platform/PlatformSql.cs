namespace Grid.Storage.Platform;

/// <summary>The statements of the platform's outbox.</summary>
/// <remarks>
/// What waits behind a postponed or rejected item sleeps as long as that one, so that no lease finds it for nothing; whoever takes an item
/// out of a person's order wakes the next. Both happen after the item's own row is written, in the same transaction: who comes second waits
/// for that row and sees what the first one did. Rows are looked up one by one by their keys, each look-up with a limit and what else is
/// asked of them outside of it: so the planner knows how many there are, and by which index. By its statistics, which never fit what just
/// waits, it would join pages in quadratic time or read the outbox whole for each.
/// </remarks>
internal static class PlatformSql
{
    private const string Kept = "id, person_id, kind, key, region, office, event_on, commit_id, created_at, attempts, round, content";

    /// <summary>
    /// $1 now, $2 until, $3 limit, $4 lease. As for messages: a row that another worker just leased is skipped while it is locked, and
    /// afterwards found to be no longer due; whether it is the person's oldest is looked up row by row, and so only until there are enough.
    /// </summary>
    public const string Lease = """
        WITH chosen AS MATERIALIZED (
            SELECT i.id, i.person_id FROM platform_item AS i
            WHERE i.listed_at IS NULL AND i.not_before <= $1
                AND i.id = (SELECT min(one.id) FROM platform_item AS one WHERE one.person_id = i.person_id AND NOT one.by_hand)
            ORDER BY i.not_before, i.id LIMIT $3
            FOR UPDATE OF i SKIP LOCKED)
        UPDATE platform_item AS i SET lease = $4, leased_until = $2, not_before = $2, attempts = i.attempts + 1
        FROM chosen LEFT JOIN person AS p ON p.person_id = chosen.person_id WHERE i.id = chosen.id
        RETURNING i.id, i.person_id, i.region, i.content, i.attempts - 1, i.created_at, p.data_key, i.traceparent
        """;

    /// <summary>$1 lease, $2 ids, $3 moments.</summary>
    public const string Accept = $"""
        WITH mine AS (
            SELECT found.id, g.at FROM unnest($2::bigint[], $3::timestamptz[]) AS g(item, at)
                CROSS JOIN LATERAL (SELECT one.id FROM platform_item AS one WHERE one.id = g.item AND one.lease = $1 LIMIT 1 FOR UPDATE) AS found),
        gone AS (DELETE FROM platform_item AS i USING mine WHERE i.id = mine.id RETURNING i.*, mine.at)
        INSERT INTO platform_sent ({Kept}, outcome, done_at) SELECT {Kept}, 'accepted', at FROM gone
        ON CONFLICT (id) DO UPDATE SET outcome = excluded.outcome, done_at = excluded.done_at, attempts = excluded.attempts, round = excluded.round, content = excluded.content
        """;

    /// <summary>
    /// $1 lease; by row: $2 id, $3 since when it is on the list (null: it is not), $4 by hand, $5 code, $6 sealed reason, $7 when to try
    /// again. $8 now. What waits behind goes to sleep, as far as anybody has that many.
    /// </summary>
    public const string Free = """
        WITH mine AS (
            SELECT found.id, g.* FROM unnest($2::bigint[], $3::timestamptz[], $4::boolean[], $5::text[], $6::bytea[], $7::timestamptz[]) AS g(item, listed, hand, code, words, retry)
                CROSS JOIN LATERAL (SELECT one.id FROM platform_item AS one WHERE one.id = g.item AND one.lease = $1 LIMIT 1 FOR UPDATE) AS found),
        freed AS (
            UPDATE platform_item AS i
            SET lease = NULL, leased_until = NULL, listed_at = mine.listed, by_hand = mine.hand, reason_code = mine.code, reason = mine.words, not_before = coalesce(mine.retry, $8)
            FROM mine WHERE i.id = mine.id
            RETURNING i.id, i.person_id, i.by_hand, CASE WHEN i.listed_at IS NULL THEN i.not_before ELSE 'infinity' END AS until),
        behind AS (
            SELECT later.id, freed.until
            FROM freed CROSS JOIN LATERAL (
                SELECT one.id, one.listed_at, one.lease, one.not_before FROM platform_item AS one
                WHERE one.person_id = freed.person_id AND one.id > freed.id AND NOT one.by_hand ORDER BY one.id LIMIT 20 FOR UPDATE) AS later
            WHERE NOT freed.by_hand AND freed.until > $8 AND later.listed_at IS NULL AND later.lease IS NULL AND later.not_before < freed.until)
        UPDATE platform_item AS i SET not_before = behind.until FROM behind WHERE i.id = behind.id
        """;

    /// <summary>$1 ids of items that are in their persons' order no more, $2 now.</summary>
    public const string Wake = """
        UPDATE platform_item AS i SET not_before = '-infinity'
        WHERE i.id = ANY (ARRAY(
            SELECT next.id
            FROM (SELECT person_id FROM platform_sent WHERE id = ANY ($1) UNION SELECT person_id FROM platform_item WHERE id = ANY ($1) AND by_hand) AS p
                CROSS JOIN LATERAL (
                    SELECT one.id, one.listed_at, one.lease, one.not_before FROM platform_item AS one
                    WHERE one.person_id = p.person_id AND NOT one.by_hand ORDER BY one.id LIMIT 1 FOR UPDATE) AS next
            WHERE next.listed_at IS NULL AND next.lease IS NULL AND next.not_before > $2))
        """;

    /// <summary>$1 id. The row is locked until the transaction ends.</summary>
    public const string Listed = """
        SELECT i.person_id, i.key, i.kind, p.data_key FROM platform_item AS i LEFT JOIN person AS p USING (person_id) WHERE i.id = $1 AND i.listed_at IS NOT NULL FOR UPDATE OF i
        """;

    /// <summary>$1 id, $2 now; $3 content, $4 day, $5 region when it is renewed.</summary>
    public const string Resend = """
        UPDATE platform_item SET listed_at = NULL, by_hand = false, reason_code = NULL, reason = NULL, not_before = $2, waiting_since = $2, attempts = 0, round = round + 1,
            content = coalesce($3, content), event_on = coalesce($4, event_on), region = coalesce($5, region)
        WHERE id = $1
        """;

    /// <summary>$1 id, $2 outcome, $3 now.</summary>
    public const string Settle = $"""
        WITH gone AS (DELETE FROM platform_item WHERE id = $1 AND listed_at IS NOT NULL RETURNING *)
        INSERT INTO platform_sent ({Kept}, outcome, done_at) SELECT {Kept}, $2, $3 FROM gone
        """;

    /// <summary>
    /// $1 first day, $2 last, $3 and $4 regions from and before, $5 kind, $6 now; any of the three null for all. Items without a person
    /// (the lowest identifiers) have no key that could be deleted.
    /// </summary>
    public const string ResendDays = """
        WITH back AS (
            DELETE FROM platform_sent AS s
            WHERE s.event_on BETWEEN $1 AND $2 AND s.outcome = 'accepted' AND s.content <> '' AND ($3 IS NULL OR s.region >= $3 AND s.region < $4) AND ($5 IS NULL OR s.kind = $5)
                AND (s.person_id < '00000000-0000-0001-0000-000000000000' OR EXISTS (SELECT FROM person AS p WHERE p.person_id = s.person_id AND p.data_key IS NOT NULL))
            RETURNING s.*)
        INSERT INTO platform_item (id, person_id, kind, key, region, office, event_on, commit_id, created_at, waiting_since, not_before, round, content) OVERRIDING SYSTEM VALUE
        SELECT id, person_id, kind, key, region, office, event_on, commit_id, created_at, $6, $6, round + 1, content FROM back
        """;

    /// <summary>Held back is what waits behind a refused one of its person.</summary>
    public const string State = """
        WITH refused AS MATERIALIZED (SELECT person_id, min(id) AS id FROM platform_item WHERE listed_at IS NOT NULL AND NOT by_hand GROUP BY person_id),
        listed AS (SELECT count(*) FILTER (WHERE NOT by_hand) AS refused, count(*) FILTER (WHERE by_hand) AS by_hand FROM platform_item WHERE listed_at IS NOT NULL)
        SELECT count(i.id) FILTER (WHERE r.id IS NULL), min(i.waiting_since) FILTER (WHERE r.id IS NULL), min(listed.refused), count(r.id), min(listed.by_hand)
        FROM listed LEFT JOIN platform_item AS i ON i.listed_at IS NULL LEFT JOIN refused AS r ON r.person_id = i.person_id AND r.id < i.id
        """;
}
