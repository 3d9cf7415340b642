using Grid.Storage.Batching;

namespace Grid.Storage.Counting;

/// <summary>The statements of folding.</summary>
internal static class FoldSql
{
    /// <summary>$1 region. One snapshot: whether anything waits, and the version that goes with it.</summary>
    public const string Look = """
        SELECT coalesce(r.version, 0), r.closed_through, r.as_of, (SELECT id FROM count_entry WHERE region = $1 ORDER BY id LIMIT 1) IS NOT NULL
        FROM (SELECT $1 AS region) AS one LEFT JOIN region_count AS r ON r.region = one.region
        """;

    /// <summary>
    /// For this transaction only. A client that vanished must not hold the region's row for long; one that waits for it must get an answer.
    /// And the statements' plans, which are kept, are those of a full register: keys are looked up one by one, also where the tables are
    /// small when a plan is made.
    /// </summary>
    public const string Settings = """
        SELECT set_config('lock_timeout', '10s', true), set_config('statement_timeout', '30s', true),
            set_config('idle_in_transaction_session_timeout', '20s', true), set_config('plan_cache_mode', 'force_generic_plan', true),
            set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true)
        """;

    /// <summary>$1 region.</summary>
    public const string Ensure = "INSERT INTO region_count (region) VALUES ($1) ON CONFLICT DO NOTHING";

    /// <summary>$1 region. A transaction that waited for the row sees what the one before committed.</summary>
    public const string Lock = "SELECT version, closed_through, as_of FROM region_count WHERE region = $1 FOR UPDATE";

    /// <summary>
    /// $1 region, $2 limit. Under the region's lock no other transaction claims its entries; a snapshot of its own, taken after the lock.
    /// </summary>
    public const string Claim = $"""
        DELETE FROM count_entry AS c WHERE c.region = $1 AND c.id = ANY(ARRAY(SELECT id FROM count_entry WHERE region = $1 ORDER BY id LIMIT $2))
        RETURNING {WaitingEntry.Columns}
        """;

    /// <summary>
    /// $1 region. Since when something still waits; null when nothing does. Ids are given shortly before a commit, so the oldest is among
    /// the first of them.
    /// </summary>
    public const string StillWaiting =
        "SELECT min(created_at) FROM (SELECT created_at FROM count_entry WHERE region = $1 ORDER BY id LIMIT 1000) AS first";

    /// <summary>$1 region, $2 as of.</summary>
    public const string RaiseVersion = "UPDATE region_count SET version = version + 1, as_of = $2 WHERE region = $1";

    public static string DeleteGone(RowArrays<Domain.Counting.Segment> gone)
    {
        var next = 1;
        return $"""
            DELETE FROM count_segment AS s USING {gone.Unnest(ref next)}
            WHERE s.opened_by = g.opened_by AND s.sequence = g.sequence AND s.ordinal = g.ordinal
            """;
    }

    public static string WriteSegments(RowArrays<SegmentRow> segments)
    {
        var next = 1;
        return $"""
            INSERT INTO count_segment ({segments.Names}) SELECT {segments.Values} FROM {segments.Unnest(ref next)}
            ON CONFLICT (opened_by, sequence, ordinal) DO UPDATE SET ({segments.Names}) = ({segments.Excluded})
            """;
    }

    public static string AddMovements(RowArrays<Domain.Counting.Movement> movements)
    {
        var next = 1;
        return $"INSERT INTO count_movement ({movements.Names}) SELECT {movements.Values} FROM {movements.Unnest(ref next)}";
    }

    public static string AddFlows(RowArrays<FiguresRow> figures)
    {
        var next = 1;
        return $"""
            INSERT INTO count_figures (region, office, period, flows)
            SELECT f.region, f.office, f.period, f.figures FROM {figures.Unnest(ref next)}
            ON CONFLICT (region, office, period) DO UPDATE SET flows = count_add(count_figures.flows, excluded.flows)
            """;
    }
}
