namespace Grid.Storage.Operations;

/// <summary>The statements of the board. None reads more than some thousand rows, whatever the register holds.</summary>
internal static class BoardSql
{
    /// <summary>Waiting entries that are counted at most.</summary>
    public const int MostWaiting = 10_000;

    /// <summary>$1 leaves.</summary>
    public const string Stock = "SELECT region, stock FROM count_stock WHERE region = ANY($1) AND block = 1";

    /// <summary>$1 leaves, $2 day.</summary>
    public const string Moved =
        "SELECT region, measure, peer, moved FROM count_day WHERE on_date = $2 AND region = ANY($1) AND block = 1 AND moved <> 0";

    /// <summary>$1 areas, $2 day. Folded and waiting entries, in one snapshot.</summary>
    public const string Duties = """
        SELECT area, kind, coalesce(sum(open) FILTER (WHERE due < $2), 0)::bigint, coalesce(sum(open) FILTER (WHERE due = $2), 0)::bigint, sum(open)::bigint
        FROM (
            SELECT area, kind, due, open FROM duty_count WHERE area = ANY($1) AND awake_from <= $2
            UNION ALL SELECT a.area, c.kind, c.due, c.change
                FROM duty_count_change AS c JOIN unnest($1) AS a(area) ON left(c.county, length(a.area)) = a.area COLLATE "C" WHERE c.awake_from <= $2) AS open_duties
        GROUP BY area, kind
        """;

    /// <summary>
    /// $1 leaves, $2 how many are counted at most. Ids are given shortly before a commit, so a leaf's oldest is among the first.
    /// </summary>
    public const string Waiting = """
        SELECT (SELECT count(*) FROM (SELECT FROM count_entry WHERE region = ANY($1) LIMIT $2) AS waiting),
            (SELECT min(first.created_at) FROM unnest($1) AS leaf(region)
                CROSS JOIN LATERAL (SELECT created_at FROM count_entry AS c WHERE c.region = leaf.region COLLATE "C" ORDER BY c.id LIMIT 50) AS first)
        """;

    /// <summary>$1 leaves.</summary>
    public const string Recount = """
        SELECT started_at, ended_at, run_by, cardinality(leaves), different_cells FROM recount_result WHERE leaves && $1 COLLATE "C" ORDER BY started_at DESC, id LIMIT 1
        """;

    /// <summary>By the silos' own clocks, which know nothing of a shifted one.</summary>
    public const string Silos = """
        SELECT silo_name, start_time, i_am_alive_time < clock_timestamp() - interval '1 minute' FROM orleans_membership WHERE status = 3 ORDER BY start_time, silo_name
        """;

    /// <summary>$1 area, $2 from, $3 seconds of a step.</summary>
    public const string Samples = """
        SELECT DISTINCT ON (step) at, registered, arrived, gone, overdue, counts_lag, platform_lag, platform_refused, notices_lag, recount_difference, silos
        FROM (SELECT floor(extract(epoch FROM at - $2) / $3)::int AS step, * FROM board_sample WHERE area = $1 AND at >= $2) AS stepped
        ORDER BY step, at DESC
        """;

    /// <summary>$1 leaves, $2 from, $3 to. Summed first, so that only the few transfers are read.</summary>
    public const string Days = """
        SELECT on_date, coalesce(sum(moved) FILTER (WHERE grid_count_effect(measure) > 0), 0)::bigint, coalesce(sum(moved) FILTER (WHERE grid_count_effect(measure) < 0), 0)::bigint
        FROM (
            SELECT on_date, measure, peer, sum(moved) AS moved FROM count_day
            WHERE on_date BETWEEN $2 AND $3 AND region = ANY($1) AND block = 1 GROUP BY on_date, measure, peer) AS flows
        WHERE peer = '' OR NOT (split_part(peer, '/', 1) = ANY($1) AND split_part(peer, '/', 2) = 'urban')
        GROUP BY on_date ORDER BY on_date
        """;

    /// <summary>$1 areas, $2 the full minute, $3 now, $4 day. What only the whole register has is in the rows of provinces.</summary>
    public const string Sample = $"""
        WITH platform (waiting, oldest, refused, held_back, by_hand) AS ({Platform.PlatformSql.State}),
        notices AS (SELECT count(*) FILTER (WHERE gave_up_at IS NULL) AS waiting, min(created_at) FILTER (WHERE gave_up_at IS NULL) AS oldest, count(gave_up_at) AS given_up FROM notice),
        counts AS (SELECT count(*) AS waiting, min(created_at) AS oldest FROM count_entry),
        recount AS (SELECT (SELECT different_cells FROM recount_result ORDER BY started_at DESC, id LIMIT 1) AS difference),
        silo AS (SELECT count(*)::int AS active FROM orleans_membership WHERE status = 3)
        INSERT INTO board_sample (area, at, registered, arrived, gone, overdue, counts_waiting, counts_lag, platform_waiting, platform_lag, platform_refused,
            notices_waiting, notices_lag, notices_undelivered, recount_difference, silos)
        SELECT a.area, $2, coalesce(s.stock, 0), coalesce(m.arrived, 0), coalesce(m.gone, 0), coalesce(d.overdue, 0),
            r.counts_waiting, r.counts_lag, r.platform_waiting, r.platform_lag, r.platform_refused, r.notices_waiting, r.notices_lag, r.notices_undelivered, r.difference, r.silos
        FROM unnest($1) AS a(area)
        CROSS JOIN LATERAL (SELECT sum(stock) AS stock FROM count_stock WHERE block = 1 AND starts_with(region, a.area)) AS s
        CROSS JOIN LATERAL (
            SELECT sum(moved) FILTER (WHERE grid_count_effect(measure) > 0) AS arrived, sum(moved) FILTER (WHERE grid_count_effect(measure) < 0) AS gone
            FROM count_day WHERE on_date = $4 AND block = 1 AND starts_with(region, a.area)
                AND NOT (starts_with(peer, a.area) AND split_part(peer, '/', 2) = 'urban')) AS m
        CROSS JOIN LATERAL (
            SELECT sum(open) AS overdue FROM (
                SELECT open FROM duty_count WHERE area = a.area COLLATE "C" AND due < $4 AND awake_from <= $4
                UNION ALL SELECT change FROM duty_count_change WHERE starts_with(county, a.area) AND due < $4 AND awake_from <= $4) AS late) AS d
        LEFT JOIN (
            SELECT counts.waiting AS counts_waiting, greatest(coalesce(extract(epoch FROM $3 - counts.oldest), 0), 0) AS counts_lag, platform.waiting AS platform_waiting, greatest(coalesce(extract(epoch FROM $3 - platform.oldest), 0), 0) AS platform_lag,
                platform.refused AS platform_refused, notices.waiting AS notices_waiting, greatest(coalesce(extract(epoch FROM $3 - notices.oldest), 0), 0) AS notices_lag, notices.given_up AS notices_undelivered,
                recount.difference, silo.active AS silos
            FROM platform, notices, counts, recount, silo) AS r ON length(a.area) = 2
        ON CONFLICT DO NOTHING
        """;

    /// <summary>
    /// $1 the province's area, $2 the full minute. Another silo may hold the lock; a silo that comes later finds the minute's row.
    /// </summary>
    public const string MaySample =
        "SELECT pg_try_advisory_xact_lock(hashtext('grid_board_sample')) AND NOT EXISTS (SELECT FROM board_sample WHERE area = $1 AND at >= $2)";

    /// <summary>$1 from when on all are kept, $2 from when on any is. Of each hour before the first, the earliest stays.</summary>
    public const string Thin = """
        DELETE FROM board_sample AS s
        WHERE s.at < $2 OR (s.at < $1 AND EXISTS (
            SELECT FROM board_sample AS first WHERE first.area = s.area AND first.at >= date_trunc('hour', s.at) AND first.at < s.at))
        """;
}
