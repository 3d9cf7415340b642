namespace Grid.Storage.Platform;

/// <summary>The statements of backfills.</summary>
internal static class BackfillSql
{
    public const string Columns = """
        id, kind, day_from, day_to, region, again, status, rate, backlog, total, place_day, place_number, row_count, made, put_back, known, skipped, failed, measured, ordered_by, reason, ordered_at, moved_at, ended_at
        """;

    /// <summary>
    /// One after the other: orders of backfills, their pages, and whatever puts accepted items back, so that what a page finds to be in
    /// neither table is in neither.
    /// </summary>
    public const string Turn = "SELECT pg_advisory_xact_lock(hashtext('platform_backfill'))";

    /// <summary>
    /// $1 id, $2 kind, $3 and $4 days, $5 region, $6 again, $7 rate, $8 backlog, $9 by, $10 reason, $11 moment. Nothing when another one
    /// that is under way has registrations in common with it.
    /// </summary>
    public const string Start = """
        INSERT INTO platform_backfill (id, kind, day_from, day_to, region, again, status, rate, backlog, ordered_by, reason, ordered_at)
        SELECT $1, $2, $3, $4, $5, $6, 'running', $7, $8, $9, $10, $11
        WHERE NOT EXISTS (
            SELECT FROM platform_backfill AS other WHERE other.status IN ('running', 'paused')
            AND coalesce(other.day_from, '-infinity') <= coalesce($4, 'infinity'::date) AND coalesce($3, '-infinity'::date) <= coalesce(other.day_to, 'infinity')
            AND (starts_with(coalesce(other.region, ''), coalesce($5, '')) OR starts_with(coalesce($5, ''), coalesce(other.region, ''))))
        """;

    /// <summary>$1 id, $2 the status, $3 those from which it may come, $4 moment.</summary>
    public const string SetStatus = $"""
        UPDATE platform_backfill SET status = $2, measured = NULL, ended_at = CASE WHEN $2 IN ('done', 'cancelled') THEN $4 END WHERE id = $1 AND status = ANY ($3) RETURNING {Columns}
        """;

    /// <summary>$1 id, $2 rate, $3 backlog.</summary>
    public const string SetThrottle =
        $"UPDATE platform_backfill SET rate = $2, backlog = $3 WHERE id = $1 AND status IN ('running', 'paused') RETURNING {Columns}";

    /// <summary>$1 id.</summary>
    public const string Count = $"""
        UPDATE platform_backfill AS b SET total = (
            SELECT count(*) FROM registration AS g WHERE g.registered_on >= coalesce(b.day_from, '-infinity') AND g.registered_on <= coalesce(b.day_to, 'infinity')
                AND (b.region IS NULL OR starts_with(g.region, b.region)) AND (b.kind = 'registrations' OR g.status IN (1, 2)))
        WHERE b.id = $1 RETURNING b.total
        """;

    /// <summary>$1 limit. Items that sleep or are on the list are not counted: it waits for an operator.</summary>
    public const string Waiting =
        "SELECT count(*) FROM (SELECT FROM platform_item WHERE listed_at IS NULL AND not_before < 'infinity' LIMIT $1) AS counted";

    /// <summary>$1 and $2 day and number of the place, $3 last day, $4 region, $5 all or the valid ones only, $6 limit.</summary>
    public const string Walk = """
        SELECT g.number, g.registered_on, g.application_number, g.status, g.person_id, p.version, p.state_schema, p.state,
            CASE WHEN NOT EXISTS (SELECT FROM erasure AS e WHERE e.person_id = g.person_id AND e.erased_on > g.registered_on) THEN p.data_key END
        FROM (
            SELECT * FROM registration
            WHERE (registered_on, number) > ($1, $2) AND registered_on <= $3 AND ($4::text IS NULL OR starts_with(region, $4)) AND ($5 OR status IN (1, 2))
            ORDER BY registered_on, number LIMIT $6) AS g
        LEFT JOIN person AS p USING (person_id)
        ORDER BY g.registered_on, g.number
        """;

    /// <summary>$1 persons, $2 kinds of events to leave out. Columns as the journal's reader has them.</summary>
    public const string Journals = """
        SELECT j.sequence, j.event, j.event_on, j.office, j.actor, j.actor_role, j.actor_office, j.at, j.trace_id, j.facts, j.personal, p.data_key, j.person_id
        FROM journal AS j JOIN person AS p USING (person_id) WHERE j.person_id = ANY ($1) AND j.event <> ALL ($2)
            AND j.sequence > coalesce((SELECT max(e.sequence) FROM erasure AS e WHERE e.person_id = j.person_id), 0)
        ORDER BY j.person_id, j.sequence
        """;

    /// <summary>$1 id. Locked until the transaction ends.</summary>
    public const string Lock = $"SELECT {Columns} FROM platform_backfill WHERE id = $1 FOR UPDATE";

    /// <summary>
    /// $1 persons. Their commits wait until the transaction ends; one that is being written is left out, so that the statement does not
    /// wait.
    /// </summary>
    public const string Hold = "SELECT person_id, version FROM person WHERE person_id = ANY ($1) ORDER BY person_id FOR SHARE SKIP LOCKED";

    /// <summary>$1 persons. To be asked before <see cref="Sent"/>: an item that is just accepted is then found there.</summary>
    public const string Queued = """
        SELECT id, person_id, key, by_hand, listed_at IS NOT NULL, not_before = 'infinity' FROM platform_item WHERE person_id = ANY ($1) ORDER BY id FOR UPDATE
        """;

    /// <summary>$1 persons.</summary>
    public const string Sent = "SELECT id, person_id, key, outcome FROM platform_sent WHERE person_id = ANY ($1)";

    /// <summary>
    /// By row: $1 order, $2 id of an item that waits and goes behind a new one, $3 id of one that was accepted, $4 asleep, and of a new one
    /// $5 person, $6 kind, $7 key, $8 region, $9 office, $10 day, $11 content. $12 now, $13 the commit. All get new ids, in their order.
    /// One that was rejected and now follows a new one is tried again. What the backfill adds is due after all that commits added.
    /// </summary>
    public const string Enqueue = """
        WITH g AS MATERIALIZED (
            SELECT * FROM unnest($1::int[], $2::bigint[], $3::bigint[], $4::boolean[], $5::uuid[], $6::text[], $7::text[], $8::text[], $9::text[], $10::date[], $11::bytea[])
                AS g(ord, moved, back, asleep, person_id, kind, key, region, office, event_on, content)),
        moved AS (DELETE FROM platform_item AS i USING g WHERE i.id = g.moved RETURNING i.*, g.ord, g.asleep),
        back AS (DELETE FROM platform_sent AS s USING g WHERE s.id = g.back RETURNING s.*, g.ord, g.asleep)
        INSERT INTO platform_item (person_id, kind, key, region, office, event_on, commit_id, created_at, content, lease, leased_until, attempts, round, waiting_since, not_before)
        SELECT person_id, kind, key, region, office, event_on, commit_id, created_at, content, lease, leased_until, attempts, round, waiting_since, not_before FROM (
            SELECT ord, person_id, kind, key, region, office, event_on, $13::uuid AS commit_id, $12::timestamptz AS created_at, content, NULL::uuid AS lease, NULL::timestamptz AS leased_until, 0 AS attempts, 0 AS round,
                $12::timestamptz AS waiting_since, CASE WHEN asleep THEN 'infinity' ELSE $12::timestamptz END AS not_before
            FROM g WHERE moved IS NULL AND back IS NULL
            UNION ALL
            SELECT ord, person_id, kind, key, region, office, event_on, commit_id, created_at, content, lease, leased_until, attempts, round, waiting_since,
                CASE WHEN asleep THEN 'infinity' WHEN listed_at IS NOT NULL OR not_before = 'infinity' THEN $12::timestamptz ELSE not_before END
            FROM moved
            UNION ALL
            SELECT ord, person_id, kind, key, region, office, event_on, commit_id, created_at, content, NULL, NULL, 0, round + 1, $12::timestamptz, CASE WHEN asleep THEN 'infinity' ELSE $12::timestamptz END
            FROM back) AS r
        ORDER BY ord
        """;

    /// <summary>$1 id, $2 day, $3 number, $4 to $9 counts, $10 measured, $11 now.</summary>
    public const string Move = """
        UPDATE platform_backfill SET place_day = $2, place_number = $3, row_count = row_count + $4, made = made + $5, put_back = put_back + $6, known = known + $7, skipped = skipped + $8,
            failed = failed + $9, measured = $10, moved_at = $11
        WHERE id = $1
        """;

    /// <summary>$1 id, $2 registrations, $3 troubles, $4 now.</summary>
    public const string Fail = """
        INSERT INTO platform_backfill_failure (backfill, registration, trouble, at) SELECT $1, number, trouble, $4 FROM unnest($2::text[], $3::text[]) AS f(number, trouble)
        ON CONFLICT DO NOTHING
        """;
}
