-- Reminders: read by Orleans' stock service. A person's row is written by the person's own commit, all others by the stock statements.

CREATE TABLE reminder_settings (
    id             boolean  PRIMARY KEY DEFAULT true CHECK (id),
    loading_window interval NOT NULL DEFAULT interval '15 minutes' CHECK (loading_window > interval '0')
);
COMMENT ON TABLE reminder_settings IS 'One row: how reminders are read. Only the owner writes it.';
COMMENT ON COLUMN reminder_settings.id IS 'Always true: makes the row the only one.';
COMMENT ON COLUMN reminder_settings.loading_window IS 'A refresh returns reminders that start within this time from now, and all past ones. Never shorter than ReminderOptions.ReminderLoadingWindow of the silos, or a reminder ticks late.';
INSERT INTO reminder_settings DEFAULT VALUES;
GRANT SELECT ON reminder_settings TO $applicationRole$;

-- A stable function, not a subquery: the planner asks it for its value and so sees that few rows are due.
CREATE FUNCTION reminder_horizon() RETURNS timestamptz
    LANGUAGE plpgsql STABLE PARALLEL SAFE AS
$$
DECLARE
    horizon timestamptz;
BEGIN
    SELECT grid_now() + loading_window INTO STRICT horizon FROM reminder_settings;
    RETURN horizon;
END
$$;
COMMENT ON FUNCTION reminder_horizon() IS 'Reminders that start later than this need not be in a silo''s memory yet.';

-- Each move of a reminder leaves a dead entry among the due ones: vacuum comes early.
CREATE TABLE reminder (
    service_id text        NOT NULL,
    grain_id   text        NOT NULL,
    name       text        NOT NULL,
    start_time timestamptz NOT NULL,
    period_ms  bigint      NOT NULL CHECK (period_ms > 0),
    grain_hash int         NOT NULL,
    version    int         NOT NULL DEFAULT floor(random() * 1000000000)::int,
    PRIMARY KEY (service_id, grain_id, name)
) WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
COMMENT ON TABLE reminder IS 'When a grain is to be called on its own account. A person has one, "duty", set to the earliest moment at which the register must act.';
COMMENT ON COLUMN reminder.service_id IS 'Orleans ServiceId.';
COMMENT ON COLUMN reminder.grain_id IS 'Orleans GrainId as text: type/key.';
COMMENT ON COLUMN reminder.name IS 'Name of the reminder within its grain.';
COMMENT ON COLUMN reminder.start_time IS 'First tick. One that passed while nobody listened is made up for at the next start_time + n periods.';
COMMENT ON COLUMN reminder.period_ms IS 'Ticks repeat after this many milliseconds until the row is moved or deleted.';
COMMENT ON COLUMN reminder.grain_hash IS 'GrainId.GetUniformHashCode() as a signed integer: which silo calls.';
COMMENT ON COLUMN reminder.version IS 'ETag. Each write raises it, or a silo that has the row in memory does not load it anew. Begins at random, so that a row deleted and made again is seen to be another.';

-- start narrows to what is due, the hash then needs no visit to the table. (grain_hash, start_time) would read a silo's whole share.
CREATE INDEX reminder_start_hash ON reminder (start_time, grain_hash);

GRANT SELECT, INSERT, UPDATE, DELETE ON reminder TO $applicationRole$;

INSERT INTO orleansquery (querykey, querytext) VALUES
('ReadReminderRowsKey', $$
SELECT grain_id AS grainid, name AS remindername, start_time AS starttime, period_ms AS period, version
FROM reminder
WHERE service_id = @ServiceId AND grain_id = @GrainId
$$),
('ReadReminderRowKey', $$
SELECT grain_id AS grainid, name AS remindername, start_time AS starttime, period_ms AS period, version
FROM reminder
WHERE service_id = @ServiceId AND grain_id = @GrainId AND name = @ReminderName
$$),
-- The range (begin, end] where begin is below end as signed integers.
('ReadRangeRows1Key', $$
SELECT grain_id AS grainid, name AS remindername, start_time AS starttime, period_ms AS period, version
FROM reminder
WHERE start_time <= reminder_horizon() AND grain_hash > @BeginHash AND grain_hash <= @EndHash AND service_id = @ServiceId
$$),
-- The range (begin, end] that passes the end of the ring; the whole ring where they are equal.
('ReadRangeRows2Key', $$
SELECT grain_id AS grainid, name AS remindername, start_time AS starttime, period_ms AS period, version
FROM reminder
WHERE start_time <= reminder_horizon() AND (grain_hash > @BeginHash OR grain_hash <= @EndHash) AND service_id = @ServiceId
$$),
('UpsertReminderRowKey', $$
INSERT INTO reminder (service_id, grain_id, name, start_time, period_ms, grain_hash)
VALUES (@ServiceId, @GrainId, @ReminderName, @StartTime, @Period, @GrainHash)
ON CONFLICT (service_id, grain_id, name) DO UPDATE
SET start_time = excluded.start_time, period_ms = excluded.period_ms, grain_hash = excluded.grain_hash, version = reminder.version + 1
RETURNING version
$$),
('DeleteReminderRowKey', $$
WITH gone AS (
    DELETE FROM reminder
    WHERE service_id = @ServiceId AND grain_id = @GrainId AND name = @ReminderName AND version = @Version
    RETURNING 1)
SELECT EXISTS (SELECT FROM gone)
$$),
('DeleteReminderRowsKey', $$
DELETE FROM reminder WHERE service_id = @ServiceId
$$);
