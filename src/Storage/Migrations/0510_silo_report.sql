-- What each silo tells of itself for the operators' page of the cluster, and what reading the access log and the messages by day needs.

CREATE TABLE silo_report (
    silo   text        PRIMARY KEY,
    at     timestamptz NOT NULL,
    report jsonb       NOT NULL
) WITH (fillfactor = 50);
COMMENT ON TABLE silo_report IS 'What each silo measured of itself lately: numbers by grain type and queue, nothing of persons. Each silo replaces its own row every few seconds.';
COMMENT ON COLUMN silo_report.silo IS 'Name of the silo, as in orleans_membership.';
COMMENT ON COLUMN silo_report.at IS 'When it was measured, by the clock of the process.';
COMMENT ON COLUMN silo_report.report IS 'The numbers.';
GRANT SELECT, INSERT, UPDATE, DELETE ON silo_report TO $applicationRole$;

-- Messages leave in the order of time, so a day's are a few ranges of blocks.
CREATE INDEX notice_sent_at ON notice_sent USING brin (at) WITH (pages_per_range = 32, autosummarize = on);

-- The log is read newest first, a page at a time, and its key is in the order of time: the days asked for become a range of keys, found by halving.
CREATE FUNCTION grid_access_id_from(moment timestamptz) RETURNS bigint LANGUAGE plpgsql STABLE STRICT AS $$
DECLARE
    low bigint := coalesce((SELECT min(id) FROM access_log), 1);
    high bigint := coalesce((SELECT max(id) FROM access_log), 0) + 1;
    middle bigint;
    found_at timestamptz;
BEGIN
    WHILE low < high LOOP
        middle := (low + high) / 2;
        SELECT at INTO found_at FROM access_log WHERE id >= middle ORDER BY id LIMIT 1;
        IF found_at IS NULL OR found_at >= moment THEN
            high := middle;
        ELSE
            low := middle + 1;
        END IF;
    END LOOP;
    RETURN low;
END $$;
COMMENT ON FUNCTION grid_access_id_from IS 'The first key of the access log at or after a moment.';
