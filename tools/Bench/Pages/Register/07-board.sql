-- Samples of the board as they would have been taken: hours of forty days, minutes of the last one. What is dated today has happened already.

CREATE TEMP TABLE area_day AS
SELECT a.prefix, day::date AS day, coalesce(sum(moved) FILTER (WHERE effect > 0), 0)::bigint AS arrived, coalesce(sum(moved) FILTER (WHERE effect < 0), 0)::bigint AS gone
FROM size CROSS JOIN area AS a CROSS JOIN generate_series(today - 40, today, interval '1 day') AS day
    LEFT JOIN (SELECT on_date, region, peer, moved, grid_count_effect(measure) AS effect FROM count_day WHERE block = 1) AS d
        ON d.on_date = day::date AND starts_with(d.region, a.prefix) AND NOT (starts_with(d.peer, a.prefix) AND split_part(d.peer, '/', 2) = 'urban')
GROUP BY 1, 2;
CREATE TEMP TABLE area_stock AS
SELECT d.prefix, day, arrived, gone, s.stock - sum(arrived - gone) OVER (PARTITION BY d.prefix ORDER BY day DESC) AS before
FROM area_day AS d JOIN (
    SELECT a.prefix, coalesce(sum(stock), 0) AS stock FROM area AS a LEFT JOIN count_stock AS c ON c.block = 1 AND starts_with(c.region, a.prefix) GROUP BY 1) AS s USING (prefix);

INSERT INTO board_sample (area, at, registered, arrived, gone, overdue, counts_waiting, counts_lag, platform_waiting, platform_lag, platform_refused, notices_waiting, notices_lag, notices_undelivered,
    recount_difference, silos)
SELECT s.prefix, at, before + (arrived * part)::bigint - (gone * part)::bigint, (arrived * part)::bigint, (gone * part)::bigint, (late * (0.8 + 0.2 * part) * (1 + (hashint4(extract(epoch FROM at)::int / 3600) & 63) / 400.0))::bigint,
    CASE WHEN whole THEN h % 40 END, CASE WHEN whole THEN h % 9 / 10.0 END, CASE WHEN whole THEN 20 + h % 60 END, CASE WHEN whole THEN 2 + h % 50 END, CASE WHEN whole THEN r.refused END, CASE WHEN whole THEN 5 + h % 30 END,
    CASE WHEN whole THEN 600 + h % 600 END, CASE WHEN whole THEN r.undelivered END, CASE WHEN whole THEN 0 END, CASE WHEN whole THEN 1 END
FROM size CROSS JOIN LATERAL (
        SELECT date_trunc('hour', now) - n * interval '1 hour' AS at FROM generate_series(25, 40 * 24 - 1) AS n
        UNION ALL SELECT date_trunc('minute', now) - n * interval '1 minute' FROM generate_series(1, 24 * 60) AS n) AS moments
    CROSS JOIN LATERAL (SELECT (at AT TIME ZONE 'Asia/Shanghai')::date AS on_day, CASE WHEN (at AT TIME ZONE 'Asia/Shanghai')::date = today THEN 1 ELSE extract(epoch FROM (at AT TIME ZONE 'Asia/Shanghai')::time) / 86400.0 END AS part, hashint8(extract(epoch FROM at)::bigint) & 65535 AS h) AS t
    JOIN area_stock AS s ON s.day = on_day
    LEFT JOIN (SELECT area, sum(duty_count.open) AS late FROM duty_count CROSS JOIN size WHERE due < today AND awake_from <= today GROUP BY 1) AS o ON o.area = s.prefix
    CROSS JOIN LATERAL (SELECT length(s.prefix) = 2 AS whole) AS w
    CROSS JOIN (SELECT (SELECT count(*) FROM platform_item WHERE listed_at IS NOT NULL AND NOT by_hand) AS refused, (SELECT count(*) FROM notice WHERE gave_up_at IS NOT NULL) AS undelivered) AS r
WHERE late IS NOT NULL
