-- A reminder that is past when a silo first loads it ticks within seconds, not a whole period later (docs/decisions/0036).
-- serves: 0600

-- A function, so that both range statements compute it once and not for each row.
CREATE FUNCTION reminder_catch_up(OUT moment timestamptz, OUT longest_ms bigint, OUT spread interval)
    LANGUAGE plpgsql STABLE PARALLEL SAFE AS
$$
DECLARE
    past bigint;
BEGIN
    moment := grid_now();
    SELECT extract(epoch FROM loading_window) * 1000 INTO STRICT longest_ms FROM reminder_settings;
    -- 500 ticks a second for the whole register, and never longer than a period of 15 minutes: after an outage the rows must not all tick in one moment.
    SELECT count(*) INTO past FROM (SELECT FROM reminder WHERE start_time <= moment LIMIT 450000) AS past_rows;
    spread := past * interval '2 milliseconds';
END
$$;
COMMENT ON FUNCTION reminder_catch_up() IS 'For the statements that read ranges of reminders: the moment, the longest period of a reminder that is caught up with, in milliseconds, and the time over which the past ones are spread.';

-- Seven seconds: the silo's clock may be five ahead, and it needs a moment between reading and waiting. Only low bits of the hash are used: a range is a part of the ring, and these are even in each.
-- A reminder with a period longer than the loading window is not kept in memory between two ticks: it would be caught up with at every refresh.
CREATE FUNCTION reminder_first_tick(start_time timestamptz, period_ms bigint, grain_hash int, moment timestamptz, longest_ms bigint, spread interval) RETURNS timestamptz
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$
SELECT CASE WHEN period_ms > longest_ms THEN start_time
            WHEN start_time <= moment THEN moment + interval '7 seconds' + spread * ((grain_hash & 65535) / 65536.0)
            ELSE greatest(start_time, moment + interval '2 seconds') END
$$;
COMMENT ON FUNCTION reminder_first_tick(timestamptz, bigint, int, timestamptz, bigint, interval) IS 'The start that a silo is given for a reminder: its own, or soon, if that is past. A silo that has the row in memory already compares versions only, and keeps what it waits for.';

UPDATE orleansquery SET querytext = $$
SELECT r.grain_id AS grainid, r.name AS remindername,
       reminder_first_tick(r.start_time, r.period_ms, r.grain_hash, c.moment, c.longest_ms, c.spread) AS starttime, r.period_ms AS period, r.version
FROM reminder AS r CROSS JOIN reminder_catch_up() AS c
WHERE r.start_time <= reminder_horizon() AND r.grain_hash > @BeginHash AND r.grain_hash <= @EndHash AND r.service_id = @ServiceId
$$ WHERE querykey = 'ReadRangeRows1Key';
UPDATE orleansquery SET querytext = $$
SELECT r.grain_id AS grainid, r.name AS remindername,
       reminder_first_tick(r.start_time, r.period_ms, r.grain_hash, c.moment, c.longest_ms, c.spread) AS starttime, r.period_ms AS period, r.version
FROM reminder AS r CROSS JOIN reminder_catch_up() AS c
WHERE r.start_time <= reminder_horizon() AND (r.grain_hash > @BeginHash OR r.grain_hash <= @EndHash) AND r.service_id = @ServiceId
$$ WHERE querykey = 'ReadRangeRows2Key';

COMMENT ON COLUMN reminder.start_time IS 'First tick. One that passed while nobody listened is made up for within seconds of the silo''s next refresh, and then at every period.';
