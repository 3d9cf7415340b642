-- What the operators' board reads: each leaf's stock now, each day's movements, and samples of the board's numbers for its trends.

CREATE TABLE count_stock (
    region text     COLLATE "C" NOT NULL,
    block  smallint NOT NULL,
    stock  bigint   NOT NULL,
    PRIMARY KEY (region, block)
) WITH (fillfactor = 50);
COMMENT ON TABLE count_stock IS 'How many stand in each block of each counting leaf now: the sum of all movements. Kept by a trigger of count_movement, under the leaf''s lock.';
COMMENT ON COLUMN count_stock.region IS 'The counting leaf.';
COMMENT ON COLUMN count_stock.block IS 'As in count_segment.';
COMMENT ON COLUMN count_stock.stock IS 'How many.';

CREATE TABLE count_day (
    on_date date     NOT NULL,
    region  text     COLLATE "C" NOT NULL,
    block   smallint NOT NULL,
    measure text     COLLATE "C" NOT NULL,
    peer    text     COLLATE "C" NOT NULL,
    moved   bigint   NOT NULL,
    PRIMARY KEY (on_date, region, block, measure, peer)
) WITH (fillfactor = 70);
COMMENT ON TABLE count_day IS 'Movements by the day they are counted at, net of what was taken back. Kept like count_stock.';
COMMENT ON COLUMN count_day.on_date IS 'The day, as counted.';
COMMENT ON COLUMN count_day.region IS 'The counting leaf.';
COMMENT ON COLUMN count_day.block IS 'As in count_segment.';
COMMENT ON COLUMN count_day.measure IS 'As in count_movement.';
COMMENT ON COLUMN count_day.peer IS 'Of a transfer: leaf and block on the other side, so that one within a larger region can be left out there. Empty otherwise.';
COMMENT ON COLUMN count_day.moved IS 'How many.';

CREATE FUNCTION grid_count_effect(measure text) RETURNS int LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS
$$
    SELECT CASE WHEN measure IN ('new', 'transferredIn', 'adjustedIn') THEN 1 WHEN measure IN ('exited', 'becameOrdinary', 'transferredOut', 'adjustedOut') THEN -1 ELSE 0 END
$$;
COMMENT ON FUNCTION grid_count_effect IS 'What a unit of a measure does to the stock.';

-- All of a statement's rows at once. A leaf's movements are added under the lock of its row in region_count, so nobody waits here for anybody.
CREATE FUNCTION grid_count_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO count_stock AS kept (region, block, stock)
    SELECT region, block, sum(sign * grid_count_effect(measure)) FROM moved GROUP BY region, block ORDER BY region, block
    ON CONFLICT (region, block) DO UPDATE SET stock = kept.stock + excluded.stock;
    INSERT INTO count_day AS kept (on_date, region, block, measure, peer, moved)
    SELECT on_date, region, block, measure, coalesce(peer, ''), sum(sign) FROM moved GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
    ON CONFLICT (on_date, region, block, measure, peer) DO UPDATE SET moved = kept.moved + excluded.moved;
    RETURN NULL;
END $$;
CREATE TRIGGER count_moved AFTER INSERT ON count_movement REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION grid_count_moved();

-- What is counted already. The trigger's creation has stopped writers until this is committed.
INSERT INTO count_stock SELECT region, block, sum(sign * grid_count_effect(measure)) FROM count_movement GROUP BY 1, 2;
INSERT INTO count_day SELECT on_date, region, block, measure, coalesce(peer, ''), sum(sign) FROM count_movement GROUP BY 1, 2, 3, 4, 5;

GRANT SELECT, INSERT, UPDATE ON count_stock, count_day TO $applicationRole$;

CREATE TABLE board_sample (
    area                text        COLLATE "C" NOT NULL,
    at                  timestamptz NOT NULL,
    registered          bigint      NOT NULL,
    arrived             bigint      NOT NULL,
    gone                bigint      NOT NULL,
    overdue             bigint      NOT NULL,
    counts_waiting      bigint,
    counts_lag          float8,
    platform_waiting    bigint,
    platform_lag        float8,
    platform_refused    bigint,
    notices_waiting     bigint,
    notices_lag         float8,
    notices_undelivered bigint,
    recount_difference  bigint,
    silos               int,
    PRIMARY KEY (area, at)
);
COMMENT ON TABLE board_sample IS 'The board''s numbers once a minute; after a day once an hour is kept, after forty days nothing. What only the whole register has stands in the province''s rows alone.';
COMMENT ON COLUMN board_sample.area IS 'The digits that the codes of a region begin with: two for the province, four for a city, six for a county.';
COMMENT ON COLUMN board_sample.at IS 'When, a full minute.';
COMMENT ON COLUMN board_sample.registered IS 'Registered persons in the urban block.';
COMMENT ON COLUMN board_sample.arrived IS 'In, on the day in China so far.';
COMMENT ON COLUMN board_sample.gone IS 'Out, on the day in China so far.';
COMMENT ON COLUMN board_sample.overdue IS 'Duties whose last day is past.';
COMMENT ON COLUMN board_sample.counts_waiting IS 'Count entries that wait to be folded.';
COMMENT ON COLUMN board_sample.counts_lag IS 'How long the oldest of them waits, in seconds.';
COMMENT ON COLUMN board_sample.platform_waiting IS 'Items that wait for the national platform.';
COMMENT ON COLUMN board_sample.platform_lag IS 'How long the oldest of them waits, in seconds.';
COMMENT ON COLUMN board_sample.platform_refused IS 'Items that the platform refused and that nobody has settled.';
COMMENT ON COLUMN board_sample.notices_waiting IS 'Messages that wait to be sent.';
COMMENT ON COLUMN board_sample.notices_lag IS 'How long the oldest of them waits, in seconds.';
COMMENT ON COLUMN board_sample.notices_undelivered IS 'Messages that are not tried again by themselves.';
COMMENT ON COLUMN board_sample.recount_difference IS 'Cells in which the last recount differed.';
COMMENT ON COLUMN board_sample.silos IS 'Silos in the cluster.';
CREATE INDEX board_sample_at ON board_sample USING brin (at);
GRANT SELECT, INSERT, DELETE ON board_sample TO $applicationRole$;
