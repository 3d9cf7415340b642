-- What moved the stock of a leaf, so that a draft of a report adds up again only the leaves that changed (docs/decisions/0023).
-- serves: 0600

CREATE TABLE count_stock_change (
    region  text   COLLATE "C" NOT NULL,
    period  text   COLLATE "C" NOT NULL,
    changes bigint NOT NULL,
    PRIMARY KEY (region, period)
) WITH (fillfactor = 50);
COMMENT ON TABLE count_stock_change IS 'How often segments changed such that a leaf''s stock is another from some day of a period on. Two snapshots with the same sum of all periods up to one see the same stock at its end. Kept by triggers of count_segment; only ever grows.';
COMMENT ON COLUMN count_stock_change.region IS 'The counting leaf.';
COMMENT ON COLUMN count_stock_change.period IS 'The period of the first day whose stock may be another.';
COMMENT ON COLUMN count_stock_change.changes IS 'How many statements did that.';

CREATE FUNCTION grid_count_period(day date) RETURNS text LANGUAGE sql STABLE STRICT PARALLEL SAFE AS
$$ SELECT to_char((day - 20) + interval '1 month', 'YYYY-MM') $$;
COMMENT ON FUNCTION grid_count_period IS 'The period of a day: from the 21st of the month before to the 20th.';

CREATE FUNCTION grid_segments_came() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO count_stock_change AS kept (region, period, changes)
    SELECT region, grid_count_period(min(from_on)), 1 FROM came GROUP BY region ORDER BY region
    ON CONFLICT (region, period) DO UPDATE SET changes = kept.changes + 1;
    RETURN NULL;
END $$;

-- Facts of the person count on all the segment's days, its end and the spans of hardship and benefit from where they differ on.
CREATE FUNCTION grid_segments_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO count_stock_change AS kept (region, period, changes)
    SELECT leaf.region, grid_count_period(min(changed.day)), 1
    FROM (
        SELECT was.region AS left_leaf, became.region AS now_leaf, CASE
            WHEN (was.region, was.block, was.from_on, was.sex, was.birth_date, was.education, was.registered_on)
                IS DISTINCT FROM (became.region, became.block, became.from_on, became.sex, became.birth_date, became.education, became.registered_on)
                THEN least(was.from_on, became.from_on)
            ELSE least(
                CASE WHEN was.to_on IS DISTINCT FROM became.to_on THEN least(was.to_on, became.to_on) END,
                CASE WHEN was.hardship_from IS DISTINCT FROM became.hardship_from THEN least(was.hardship_from, became.hardship_from) END,
                CASE WHEN was.hardship_to IS DISTINCT FROM became.hardship_to THEN least(was.hardship_to, became.hardship_to) + 1 END,
                CASE WHEN was.benefit_from IS DISTINCT FROM became.benefit_from THEN least(was.benefit_from, became.benefit_from) END,
                CASE WHEN was.benefit_to IS DISTINCT FROM became.benefit_to THEN least(was.benefit_to, became.benefit_to) + 1 END)
            END AS day
        FROM was JOIN became USING (opened_by, sequence, ordinal)) AS changed
        CROSS JOIN LATERAL (SELECT changed.left_leaf UNION SELECT changed.now_leaf) AS leaf(region)
    WHERE changed.day IS NOT NULL GROUP BY leaf.region ORDER BY leaf.region
    ON CONFLICT (region, period) DO UPDATE SET changes = kept.changes + 1;
    RETURN NULL;
END $$;

CREATE FUNCTION grid_segments_went() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO count_stock_change AS kept (region, period, changes)
    SELECT region, grid_count_period(min(from_on)), 1 FROM went GROUP BY region ORDER BY region
    ON CONFLICT (region, period) DO UPDATE SET changes = kept.changes + 1;
    RETURN NULL;
END $$;

CREATE TRIGGER segments_came AFTER INSERT ON count_segment REFERENCING NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION grid_segments_came();
CREATE TRIGGER segments_changed AFTER UPDATE ON count_segment REFERENCING OLD TABLE AS was NEW TABLE AS became FOR EACH STATEMENT EXECUTE FUNCTION grid_segments_changed();
CREATE TRIGGER segments_went AFTER DELETE ON count_segment REFERENCING OLD TABLE AS went FOR EACH STATEMENT EXECUTE FUNCTION grid_segments_went();

GRANT SELECT, INSERT, UPDATE ON count_stock_change TO $applicationRole$;
