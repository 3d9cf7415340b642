-- Worklists' counts for regions, kept instead of counted: a province's two and a half million open duties are some thousand rows here. Commits only append what
-- they changed, so no two of them wait for one row; a silo folds that into the counts every few seconds. Counts and changes together are exact at every moment.
-- An office's own duties are few and are counted where they stand.

-- Was read by the counts alone.
DROP INDEX duty_count;

CREATE TABLE duty_count (
    area       text     COLLATE "C" NOT NULL,
    kind       smallint NOT NULL,
    due        date     NOT NULL,
    awake_from date     NOT NULL,
    open       bigint   NOT NULL,
    PRIMARY KEY (area, kind, due, awake_from)
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05);
COMMENT ON TABLE duty_count IS 'Open duties by area and day, without the changes that still wait in duty_count_change. No row stands for none.';
COMMENT ON COLUMN duty_count.area IS 'The digits that the offices'' codes begin with: none for all, two for a province, four for a city, six for a county.';
COMMENT ON COLUMN duty_count.kind IS 'As in duty.';
COMMENT ON COLUMN duty_count.due IS 'As in duty. By day: which bucket a day is in changes at midnight without a write.';
COMMENT ON COLUMN duty_count.awake_from IS 'As duty.snoozed_until; -infinity where nothing was put off.';
COMMENT ON COLUMN duty_count.open IS 'How many.';

CREATE TABLE duty_count_change (
    county     text     COLLATE "C" NOT NULL,
    kind       smallint NOT NULL,
    due        date     NOT NULL,
    awake_from date     NOT NULL,
    change     bigint   NOT NULL
);
COMMENT ON TABLE duty_count_change IS 'What commits changed in duty since it was last folded into duty_count. Folded and deleted in one transaction.';
COMMENT ON COLUMN duty_count_change.county IS 'The six digits that the office''s code begins with.';
COMMENT ON COLUMN duty_count_change.kind IS 'As in duty.';
COMMENT ON COLUMN duty_count_change.due IS 'As in duty.';
COMMENT ON COLUMN duty_count_change.awake_from IS 'As in duty_count.';
COMMENT ON COLUMN duty_count_change.change IS 'How many more; negative for fewer.';

-- By triggers, so that the counts follow the rows whichever statement writes them. A statement's rows at once: a whole group of commits is a few rows.
CREATE FUNCTION grid_duty_opened() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO duty_count_change SELECT left(office, 6), kind, due, coalesce(snoozed_until, '-infinity'), count(*) FROM after_it GROUP BY 1, 2, 3, 4;
    RETURN NULL;
END $$;
CREATE FUNCTION grid_duty_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO duty_count_change
    SELECT county, kind, due, awake_from, sum(change) FROM (
        SELECT left(office, 6) AS county, kind, due, coalesce(snoozed_until, '-infinity') AS awake_from, 1 AS change FROM after_it
        UNION ALL SELECT left(office, 6), kind, due, coalesce(snoozed_until, '-infinity'), -1 FROM before_it) AS both_sides
    GROUP BY 1, 2, 3, 4 HAVING sum(change) <> 0;
    RETURN NULL;
END $$;
CREATE FUNCTION grid_duty_ended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO duty_count_change SELECT left(office, 6), kind, due, coalesce(snoozed_until, '-infinity'), -count(*) FROM before_it GROUP BY 1, 2, 3, 4;
    RETURN NULL;
END $$;
CREATE TRIGGER duty_opened AFTER INSERT ON duty REFERENCING NEW TABLE AS after_it FOR EACH STATEMENT EXECUTE FUNCTION grid_duty_opened();
CREATE TRIGGER duty_moved AFTER UPDATE ON duty REFERENCING OLD TABLE AS before_it NEW TABLE AS after_it FOR EACH STATEMENT EXECUTE FUNCTION grid_duty_moved();
CREATE TRIGGER duty_ended AFTER DELETE ON duty REFERENCING OLD TABLE AS before_it FOR EACH STATEMENT EXECUTE FUNCTION grid_duty_ended();

-- One folds at a time, so there is nobody to wait for. Rows are looked up one by one: the table's statistics never fit what happens to wait.
CREATE FUNCTION grid_fold_duty_counts(most int) RETURNS bigint LANGUAGE plpgsql
    SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off SET jit = off AS $$
DECLARE
    waiting bigint;
BEGIN
    IF NOT pg_try_advisory_xact_lock(hashtext('grid_fold_duty_counts')) THEN
        RETURN 0;
    END IF;
    SELECT count(*) INTO waiting FROM (SELECT FROM duty_count_change LIMIT most) AS some_of_them;
    IF waiting > 0 THEN
        WITH taken AS (
            DELETE FROM duty_count_change WHERE ctid = ANY (ARRAY(SELECT ctid FROM duty_count_change LIMIT most)) RETURNING county, kind, due, awake_from, change)
        MERGE INTO duty_count AS old USING (
            SELECT left(county, digits) AS area, kind, due, awake_from, sum(change) AS change FROM taken CROSS JOIN unnest('{0,2,4,6}'::int[]) AS digits
            GROUP BY 1, 2, 3, 4 HAVING sum(change) <> 0) AS more
        ON old.area = more.area AND old.kind = more.kind AND old.due = more.due AND old.awake_from = more.awake_from
        WHEN MATCHED AND old.open + more.change = 0 THEN DELETE
        WHEN MATCHED THEN UPDATE SET open = old.open + more.change
        WHEN NOT MATCHED THEN INSERT (area, kind, due, awake_from, open) VALUES (more.area, more.kind, more.due, more.awake_from, more.change);
    END IF;
    RETURN waiting;
END $$;
COMMENT ON FUNCTION grid_fold_duty_counts IS 'Folds waiting changes into duty_count and tells how many there were; 0 also when another is at it.';

GRANT SELECT, INSERT, UPDATE, DELETE ON duty_count TO $applicationRole$;
GRANT SELECT, INSERT, DELETE ON duty_count_change TO $applicationRole$;

-- What is open already. The triggers' creation has stopped writers until this is committed.
INSERT INTO duty_count
SELECT left(county, digits), kind, due, awake_from, sum(open)
FROM (SELECT left(office, 6) AS county, kind, due, coalesce(snoozed_until, '-infinity') AS awake_from, count(*) AS open FROM duty GROUP BY 1, 2, 3, 4) AS counties
    CROSS JOIN unnest('{0,2,4,6}'::int[]) AS digits
GROUP BY 1, 2, 3, 4;
