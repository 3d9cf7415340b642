namespace Grid.Storage.Consistency;

/// <summary>Where figures, movements and segments disagree. Entries that wait to be folded are in none of them.</summary>
internal static class CountConsistency
{
    /// <summary>What a unit of a measure does to the stock; <c>measure</c> is the second part of a cell's name.</summary>
    private const string Effect = """
        CASE split_part(c.key, '/', 2) WHEN 'new' THEN 1 WHEN 'transferredIn' THEN 1 WHEN 'adjustedIn' THEN 1
            WHEN 'exited' THEN -1 WHEN 'becameOrdinary' THEN -1 WHEN 'transferredOut' THEN -1 WHEN 'adjustedOut' THEN -1 ELSE 0 END
        """;

    private const string Blocks =
        "ARRAY['urban', 'rural', 'byReferenceGraduate', 'byReferenceSubsidy', 'byReferenceMigrant', 'byReferenceHongKongMacaoTaiwan', 'documentNotCounted']";

    private const string NextPeriod = "to_char((f.period || '-01')::date + interval '1 month', 'YYYY-MM')";

    private const string NextOfClosed = "to_char((r.closed_through || '-01')::date + interval '1 month', 'YYYY-MM')";

    /// <summary>More rows of name and number, to follow those of the register's other tables.</summary>
    public const string Sql = $"""
        -- The stock at the beginning of the first open period and all flows since, against those who stand. Of a region for which something waits nothing can be said.
        UNION ALL SELECT 'stockNotAsSegments', count(*) FROM (
            SELECT region, block, sum(n) AS stock FROM (
                SELECT f.region, split_part(c.key, '/', 1) AS block, c.value::bigint AS n
                FROM count_figures AS f JOIN region_count AS r USING (region) CROSS JOIN jsonb_each_text(f.opening) AS c
                WHERE f.office = '*' AND c.key LIKE '%/total/all' AND f.period = {NextOfClosed}
                UNION ALL
                SELECT f.region, split_part(c.key, '/', 1), c.value::bigint * {Effect}
                FROM count_figures AS f JOIN region_count AS r USING (region) CROSS JOIN jsonb_each_text(f.flows) AS c
                WHERE f.office = '*' AND c.key LIKE '%/total/all' AND (r.closed_through IS NULL OR f.period > r.closed_through)) AS cells
            GROUP BY region, block HAVING sum(n) <> 0) AS counted
        FULL JOIN (
            SELECT region, ({Blocks})[block] AS block, count(*) AS stock FROM count_segment WHERE to_on IS NULL GROUP BY 1, 2) AS standing USING (region, block)
        WHERE counted.stock IS DISTINCT FROM standing.stock AND NOT EXISTS (SELECT FROM count_entry AS e WHERE e.region = coalesce(counted.region, standing.region))
        -- Offices show reason 70 as 90.
        UNION ALL SELECT 'officesNotAsRegion', count(*) FROM (
            SELECT f.region, f.period, replace(c.key, '/reason/70', '/reason/90')
            FROM count_figures AS f CROSS JOIN LATERAL (SELECT * FROM jsonb_each_text(f.opening) UNION ALL SELECT * FROM jsonb_each_text(f.flows)) AS c
            GROUP BY 1, 2, 3 HAVING sum(CASE f.office WHEN '*' THEN 1 ELSE -1 END * c.value::bigint) <> 0) AS cells
        UNION ALL SELECT 'flowsNotAsMovements', count(*) FROM (
            SELECT region, office, period, block, measure FROM (
                SELECT f.region, f.office, f.period, split_part(c.key, '/', 1) AS block, split_part(c.key, '/', 2) AS measure, c.value::bigint AS n
                FROM count_figures AS f CROSS JOIN jsonb_each_text(f.flows) AS c WHERE f.office <> '*' AND c.key LIKE '%/total/all'
                UNION ALL
                SELECT region, office, period, ({Blocks})[block], measure, -sign FROM count_movement) AS both_sides
            GROUP BY 1, 2, 3, 4, 5 HAVING sum(n) <> 0) AS cells
        -- Kept by a trigger for the board: what it reads at once is the sum of what was written one by one.
        UNION ALL SELECT 'keptStockNotAsMovements', count(*) FROM (
            SELECT region, block FROM (
                SELECT region, block, stock AS n FROM count_stock
                UNION ALL SELECT region, block, -sum(sign * grid_count_effect(measure)) FROM count_movement GROUP BY 1, 2) AS both_sides
            GROUP BY 1, 2 HAVING sum(n) <> 0) AS cells
        UNION ALL SELECT 'keptDaysNotAsMovements', count(*) FROM (
            SELECT on_date, region, block, measure, peer FROM (
                SELECT on_date, region, block, measure, peer, moved AS n FROM count_day
                UNION ALL SELECT on_date, region, block, measure, coalesce(peer, ''), -sum(sign) FROM count_movement GROUP BY 1, 2, 3, 4, 5) AS both_sides
            GROUP BY 1, 2, 3, 4, 5 HAVING sum(n) <> 0) AS cells
        -- What a closed period began with and its flows are what the next one begins with.
        UNION ALL SELECT 'openingNotAsClosing', count(*) FROM (
            SELECT region, office, period, block, breakdown FROM (
                SELECT f.region, f.office, f.period, split_part(c.key, '/', 1) AS block, substr(c.key, strpos(c.key, '/opening/') + 9) AS breakdown, c.value::bigint AS n
                FROM count_figures AS f CROSS JOIN jsonb_each_text(f.opening) AS c
                UNION ALL
                SELECT f.region, f.office, {NextPeriod}, split_part(c.key, '/', 1), substr(c.key, strpos(c.key, '/opening/') + 9), -c.value::bigint
                FROM count_figures AS f JOIN region_count AS r USING (region) CROSS JOIN jsonb_each_text(f.opening) AS c WHERE f.period <= r.closed_through
                UNION ALL
                SELECT f.region, f.office, {NextPeriod}, split_part(c.key, '/', 1), split_part(c.key, '/', 3) || '/' || split_part(c.key, '/', 4), -c.value::bigint * {Effect}
                FROM count_figures AS f JOIN region_count AS r USING (region) CROSS JOIN jsonb_each_text(f.flows) AS c
                WHERE f.period <= r.closed_through AND split_part(c.key, '/', 3) IN ('total', 'sex', 'education')) AS chain
            GROUP BY 1, 2, 3, 4, 5 HAVING sum(n) <> 0) AS cells
        UNION ALL SELECT 'segmentWithoutPerson', count(*)
            FROM count_segment s WHERE NOT EXISTS (SELECT FROM person p WHERE p.person_id = s.person_id)
        UNION ALL SELECT 'movementNotInJournal', count(*)
            FROM count_movement m WHERE NOT EXISTS (SELECT FROM journal j WHERE j.person_id = m.person_id AND j.sequence = m.sequence)
        -- Where something waits, the other side of a link may be among it.
        UNION ALL SELECT 'registrationStandsTwice', count(*)
            FROM (SELECT number FROM count_segment WHERE to_on IS NULL GROUP BY number HAVING count(*) > 1) AS n WHERE NOT EXISTS (SELECT FROM count_entry)
        -- Links are adjustments of their own period, and so is what takes back or corrects such an entry; a late fact never is.
        UNION ALL SELECT 'adjustmentNotOfAnEarlierPeriod', count(*)
            FROM count_adjustment WHERE natural_period > period OR (natural_period = period AND cause IN ('late', 'reopened'))
        """;
}
