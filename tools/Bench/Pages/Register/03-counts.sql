-- What folding would have left: segments, movements (a trigger keeps the stock and the days), and the figures as sums of movements.

CREATE FUNCTION pg_temp.period_of(day date) RETURNS text LANGUAGE sql IMMUTABLE AS
    $$ SELECT to_char(date_trunc('month', day) + CASE WHEN extract(day FROM day) >= 21 THEN interval '1 month' ELSE interval '0' END, 'YYYY-MM') $$;
CREATE TEMP TABLE block (id smallint, name text);
INSERT INTO block VALUES (1, 'urban'), (2, 'rural');

INSERT INTO count_segment (opened_by, sequence, ordinal, person_id, number, region, office, block, from_on, entered_by, came_from, to_on, left_by, exit_reason, went_to, sex, birth_date, education, ground, channel,
    reason, registered_on, unemployed_on, hardship_from, benefit_from, standing)
SELECT person_id, s.sequence, 0, person_id, number, s.region, s.office, s.block, from_on, entered_by, came_from, to_on, left_by, CASE WHEN left_by = 'exit' THEN exit_reason END, went_to, sex, birth_date, education,
    ground, channel, reason, registered_on, registered_on - 20, hardship_from, benefit_from, '\x00'
FROM standing JOIN block AS b ON b.id = standing.block JOIN block AS t ON t.id = to_block CROSS JOIN LATERAL (VALUES
    (true, 2, region, office, standing.block, registered_on, 'new', NULL, CASE WHEN moved THEN moved_on ELSE exited_on END, CASE WHEN moved THEN 'transferOut' WHEN NOT active THEN 'exit' END,
        CASE WHEN moved THEN to_region || '/' || t.name END),
    (moved, 3, to_region, to_office, to_block, moved_on, 'transferIn', region || '/' || b.name, exited_on, CASE WHEN NOT active THEN 'exit' END, NULL))
    AS s(there, sequence, region, office, block, from_on, entered_by, came_from, to_on, left_by, went_to)
WHERE s.there;

INSERT INTO count_movement (person_id, sequence, ordinal, part, region, office, period, block, measure, sign, number, on_date, sex, education, reason, ground, channel, exit_reason, hardship, peer)
SELECT person_id, v.sequence, v.ordinal, 0, v.region, v.office, pg_temp.period_of(v.on_date), v.block, measure, 1, number, v.on_date, sex, education, reason, ground, channel,
    CASE WHEN measure = 'exited' THEN exit_reason END, measure = 'exited' AND exit_reason BETWEEN 11 AND 14 AND coalesce(hardship_from <= v.on_date, false), peer
FROM standing JOIN block AS b ON b.id = standing.block JOIN block AS t ON t.id = to_block CROSS JOIN LATERAL (VALUES
    (true, 2, 0, region, office, standing.block, 'new', registered_on, NULL),
    (moved, 3, 0, region, office, standing.block, 'transferredOut', moved_on, to_region || '/' || t.name),
    (moved, 3, 1, to_region, to_office, to_block, 'transferredIn', moved_on, region || '/' || b.name),
    (NOT active, 4, 0, now_region, now_office, CASE WHEN moved THEN to_block ELSE standing.block END, 'exited', exited_on, NULL)) AS v(there, sequence, ordinal, region, office, block, measure, on_date, peer)
WHERE v.there;

CREATE TEMP TABLE cell AS
SELECT region, office, period, b.name AS block, measure, dimension, value, count(*) AS n
FROM count_movement AS m JOIN block AS b ON b.id = m.block CROSS JOIN LATERAL (VALUES
    ('total', 'all'), ('sex', sex::text), ('education', coalesce(education, 'none')), (CASE WHEN measure = 'new' THEN 'reason' END, reason::text),
    (CASE WHEN measure = 'new' THEN 'ground' END, (ARRAY['householdRegistration', 'habitualResidence', 'formerEmployment', 'formerInsurance'])[ground]),
    (CASE WHEN measure = 'new' THEN 'channel' END, (ARRAY['platform', 'online', 'offline'])[channel]), (CASE WHEN measure = 'exited' THEN 'exitReason' END, exit_reason::text),
    (CASE WHEN hardship THEN 'hardshipReemployed' END, 'all'), (CASE WHEN peer IS NOT NULL THEN 'peer' END, peer)) AS c(dimension, value)
WHERE dimension IS NOT NULL GROUP BY 1, 2, 3, 4, 5, 6, 7;
INSERT INTO cell SELECT region, '*', period, block, measure, dimension, value, sum(n) FROM cell GROUP BY 1, 3, 4, 5, 6, 7;
CREATE TEMP TABLE balance AS
SELECT region, office, period, block, dimension, value, sum(n * grid_count_effect(measure)) AS n FROM cell WHERE dimension IN ('total', 'sex', 'education') GROUP BY 1, 2, 3, 4, 5, 6;
ANALYZE cell;
ANALYZE balance;

INSERT INTO region_count (region, version, closed_through, as_of) SELECT DISTINCT region, 1000, closed, now FROM office CROSS JOIN size;
INSERT INTO count_figures (region, office, period, opening, flows)
SELECT region, office, period, coalesce(opening, '{}'), coalesce(flows, '{}')
FROM (SELECT region, office, period, jsonb_object_agg(block || '/' || measure || '/' || dimension || '/' || value, n) AS flows FROM cell GROUP BY 1, 2, 3) AS moved
    FULL JOIN (
        SELECT region, office, period, jsonb_object_agg(block || '/opening/' || dimension || '/' || value, n) AS opening
        FROM (
            SELECT b.region, b.office, p.period, block, dimension, value, sum(n) AS n FROM balance AS b CROSS JOIN size
                JOIN (SELECT DISTINCT period FROM cell) AS p ON p.period > b.period AND p.period <= open GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(n) <> 0) AS sums
        GROUP BY 1, 2, 3) AS stood USING (region, office, period);

INSERT INTO denominator (region, period, urban_employed, source, as_of, estimated, entered_by, entered_at)
SELECT area.code, p.period, 1000 + 22 * sum(greatest(f.n, 0)), '统计局', now::date, true, 'statistician', now
FROM size CROSS JOIN area CROSS JOIN (SELECT DISTINCT period FROM cell ORDER BY period DESC LIMIT 14) AS p
    JOIN (SELECT region, period, coalesce((opening ->> 'urban/opening/total/all')::bigint, 0) + 100 AS n FROM count_figures WHERE office = '*') AS f
        ON f.period = least(p.period, open) AND starts_with(f.region, area.prefix)
GROUP BY area.code, p.period, now;

INSERT INTO recount_result (id, started_at, ended_at, run_by, leaves, lines, waiting, different_cells, result)
SELECT md5('recount')::uuid, now - interval '9 hours', now - interval '9 hours' + interval '70 seconds', 'operator', array_agg(DISTINCT region ORDER BY region), (SELECT count(*) FROM count_movement), 0, 0,
    '{"differences": [], "figures": {}}' FROM office CROSS JOIN size GROUP BY now
