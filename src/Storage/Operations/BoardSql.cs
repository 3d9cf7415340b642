namespace Grid.Storage.Operations;

/// <summary>The statements of the board. None reads more than some thousand rows, whatever the register holds.</summary>
internal static class BoardSql
{
    /// <summary>Waiting entries that are counted at most.</summary>
    public const int MostWaiting = 10_000;

    /// <summary>$1 leaves.</summary>
    public const string Stock = "SELECT region, stock FROM count_stock WHERE region = ANY($1) AND block = 1";

    /// <summary>$1 leaves, $2 day.</summary>
    public const string Moved = "SELECT region, measure, peer, moved FROM count_day WHERE on_date = $2 AND region = ANY($1) AND block = 1 AND moved <> 0";

    /// <summary>$1 areas, $2 day. What was folded and what waits, in one snapshot.</summary>
    public const string Duties = """
        SELECT area, kind, coalesce(sum(open) FILTER (WHERE due < $2), 0)::bigint, coalesce(sum(open) FILTER (WHERE due = $2), 0)::bigint, sum(open)::bigint
        FROM (
            SELECT area, kind, due, open FROM duty_count WHERE area = ANY($1) AND awake_from <= $2
            UNION ALL SELECT a.area, c.kind, c.due, c.change
                FROM duty_count_change AS c JOIN unnest($1) AS a(area) ON left(c.county, length(a.area)) = a.area COLLATE "C" WHERE c.awake_from <= $2) AS open_duties
        GROUP BY area, kind
        """;

    /// <summary>$1 leaves, $2 how many are counted at most. Ids are given shortly before a commit, so a leaf's oldest is among the first.</summary>
    public const string Waiting = """
        SELECT (SELECT count(*) FROM (SELECT FROM count_entry WHERE region = ANY($1) LIMIT $2) AS waiting),
            (SELECT min(first.created_at) FROM unnest($1) AS leaf(region)
                CROSS JOIN LATERAL (SELECT created_at FROM count_entry AS c WHERE c.region = leaf.region COLLATE "C" ORDER BY c.id LIMIT 50) AS first)
        """;

    /// <summary>The highest revision of a day is in force.</summary>
    public const string Acknowledged = """
        SELECT d.day FROM platform_day AS d
        WHERE d.reconciled AND NOT EXISTS (SELECT FROM platform_day AS newer WHERE newer.day = d.day AND newer.revision > d.revision)
        ORDER BY d.day DESC LIMIT 1
        """;

    /// <summary>$1 leaves.</summary>
    public const string Recount = """
        SELECT started_at, ended_at, run_by, cardinality(leaves), different_cells FROM recount_result WHERE leaves && $1 COLLATE "C" ORDER BY started_at DESC, id LIMIT 1
        """;

    /// <summary>By the silos' own clocks, which know nothing of a shifted one.</summary>
    public const string Silos = """
        SELECT silo_name, start_time, i_am_alive_time < clock_timestamp() - interval '1 minute' FROM orleans_membership WHERE status = 3 ORDER BY start_time, silo_name
        """;
}
