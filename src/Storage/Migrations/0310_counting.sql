-- Counts: what the count entries were folded into. Written by folding a page of entries and by closing a period, each in one transaction under the lock of the region's row.

-- Entries are only ever looked for by region, oldest first: one index, and no other that a planner could think better while statistics are old. Rows leave as fast as they come.
ALTER TABLE count_entry DROP CONSTRAINT count_entry_pkey;
DROP INDEX count_entry_region;
ALTER TABLE count_entry ADD PRIMARY KEY (region, id);
ALTER TABLE count_entry SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000);

CREATE TABLE region_count (
    region         text        COLLATE "C" PRIMARY KEY,
    version        bigint      NOT NULL DEFAULT 0,
    closed_through text        COLLATE "C" CHECK (closed_through ~ '^\d{4}-\d\d$'),
    as_of          timestamptz NOT NULL DEFAULT '-infinity'
) WITH (fillfactor = 50);
COMMENT ON TABLE region_count IS 'One row a counting leaf: its lock, and how far its counts are.';
COMMENT ON COLUMN region_count.region IS 'The counting leaf.';
COMMENT ON COLUMN region_count.version IS 'Rises with every page that is folded and every period that is closed.';
COMMENT ON COLUMN region_count.closed_through IS 'The last period that is closed, yyyy-MM; later facts of it and of those before are adjustments. Null: none is.';
COMMENT ON COLUMN region_count.as_of IS 'Everything committed before this moment is folded; as of the last page.';

CREATE TABLE count_figures (
    region  text  COLLATE "C" NOT NULL,
    office  text  COLLATE "C" NOT NULL,
    period  text  COLLATE "C" NOT NULL CHECK (period ~ '^\d{4}-\d\d$'),
    opening jsonb NOT NULL DEFAULT '{}',
    flows   jsonb NOT NULL DEFAULT '{}',
    PRIMARY KEY (region, office, period)
) WITH (fillfactor = 50);
COMMENT ON TABLE count_figures IS 'The figures of each period: cells and numbers, {"urban/new/reason/21": 5}. A cell that is not there is 0.';
COMMENT ON COLUMN count_figures.region IS 'The counting leaf.';
COMMENT ON COLUMN count_figures.office IS 'The office; * for the region as a whole, the only row that tells reason 70 from 90.';
COMMENT ON COLUMN count_figures.period IS 'The period (21st to 20th), by the month that names it, yyyy-MM.';
COMMENT ON COLUMN count_figures.opening IS 'The stock with which it begins, for closed periods and the first open one. For later ones it is computed and {} stands here.';
COMMENT ON COLUMN count_figures.flows IS 'The movements. Those of a closed period do not change any more.';

CREATE FUNCTION count_add(a jsonb, b jsonb) RETURNS jsonb
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS
$$
    SELECT coalesce(jsonb_object_agg(key, n), '{}')
    FROM (
        SELECT key, sum(value::bigint) AS n
        FROM (SELECT key, value FROM jsonb_each_text(a) UNION ALL SELECT key, value FROM jsonb_each_text(b)) AS cells
        GROUP BY key
        HAVING sum(value::bigint) <> 0) AS sums
$$;
COMMENT ON FUNCTION count_add(jsonb, jsonb) IS 'Adds two objects of whole numbers, cell by cell; a cell that becomes 0 leaves.';

CREATE FUNCTION count_totals(figures jsonb) RETURNS jsonb
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS
$$
    SELECT coalesce(jsonb_object_agg(key, value), '{}') FROM jsonb_each(figures) WHERE key LIKE '%/total/all'
$$;
COMMENT ON FUNCTION count_totals(jsonb) IS 'The cells of an object of figures that are totals.';

CREATE TABLE count_segment (
    opened_by     uuid     NOT NULL,
    sequence      bigint   NOT NULL,
    ordinal       smallint NOT NULL,
    person_id     uuid     NOT NULL,
    number        text     COLLATE "C" NOT NULL,
    region        text     COLLATE "C" NOT NULL,
    office        text     COLLATE "C" NOT NULL,
    block         smallint NOT NULL CHECK (block BETWEEN 1 AND 7),
    from_on       date     NOT NULL,
    entered_by    text     COLLATE "C" NOT NULL,
    came_from     text     COLLATE "C",
    to_on         date     CHECK (to_on >= from_on),
    left_by       text     COLLATE "C",
    exit_reason   smallint,
    went_to       text     COLLATE "C",
    sex           smallint NOT NULL,
    birth_date    date,
    education     text     COLLATE "C",
    ground        smallint NOT NULL,
    channel       smallint NOT NULL,
    reason        smallint NOT NULL CHECK (reason <> 70),
    registered_on date     NOT NULL,
    unemployed_on date     NOT NULL,
    hardship_from date,
    hardship_to   date,
    benefit_from  date,
    benefit_to    date,
    standing      bytea    NOT NULL,
    PRIMARY KEY (opened_by, sequence, ordinal),
    CHECK ((to_on IS NULL) = (left_by IS NULL))
) WITH (fillfactor = 85);
COMMENT ON TABLE count_segment IS 'Stretches of time for which a registration stands at one office in one block. At the end of day D those stand with from_on <= D and to_on null or after D.';
COMMENT ON COLUMN count_segment.opened_by IS 'The person of the count entry that opened it; with sequence and ordinal that entry.';
COMMENT ON COLUMN count_segment.sequence IS 'The journal entry that it follows from.';
COMMENT ON COLUMN count_segment.ordinal IS 'Position among the count entries of that event.';
COMMENT ON COLUMN count_segment.person_id IS 'The record that holds it; another one than opened_by after a link took the registration along.';
COMMENT ON COLUMN count_segment.number IS 'The registration.';
COMMENT ON COLUMN count_segment.region IS 'The counting leaf.';
COMMENT ON COLUMN count_segment.office IS 'The office.';
COMMENT ON COLUMN count_segment.block IS '1 urban, 2 rural, 3 graduates, 4 unemployment subsidy, 5 migrants with living subsidy, 6 Hong Kong, Macao, Taiwan (3 to 6 by reference), 7 document not counted.';
COMMENT ON COLUMN count_segment.from_on IS 'The day it began here.';
COMMENT ON COLUMN count_segment.entered_by IS 'new, transferIn, linkIn.';
COMMENT ON COLUMN count_segment.came_from IS 'Of a transfer: leaf and block on the other side.';
COMMENT ON COLUMN count_segment.to_on IS 'The day it ended here, on which it stands no more; null while it stands.';
COMMENT ON COLUMN count_segment.left_by IS 'exit, becameOrdinary, transferOut, linkOut, removed; null while it stands.';
COMMENT ON COLUMN count_segment.exit_reason IS 'AJC00A code of the exit.';
COMMENT ON COLUMN count_segment.went_to IS 'Of a transfer: leaf and block on the other side.';
COMMENT ON COLUMN count_segment.sex IS 'GB/T 2261.1 code.';
COMMENT ON COLUMN count_segment.birth_date IS 'For the age on any day.';
COMMENT ON COLUMN count_segment.education IS 'GB/T 4658 code; null where not known.';
COMMENT ON COLUMN count_segment.ground IS 'Which of the four places: 1 household registration, 2 habitual residence, 3 former employment, 4 former insurance.';
COMMENT ON COLUMN count_segment.channel IS '1 platform, 2 online, 3 offline.';
COMMENT ON COLUMN count_segment.reason IS 'AJC093 code as it may be shown: 70 is 90 here.';
COMMENT ON COLUMN count_segment.registered_on IS 'The day of registration, for its duration on any day.';
COMMENT ON COLUMN count_segment.unemployed_on IS 'Since when unemployed.';
COMMENT ON COLUMN count_segment.hardship_from IS 'Recognised as a hardship person from this day on, inclusive; null: not recognised.';
COMMENT ON COLUMN count_segment.hardship_to IS 'To this day, inclusive; null while it is open.';
COMMENT ON COLUMN count_segment.benefit_from IS 'Draws unemployment benefit from this day on, inclusive; null: not known to.';
COMMENT ON COLUMN count_segment.benefit_to IS 'To this day, inclusive; null while it is open.';
COMMENT ON COLUMN count_segment.standing IS 'All the facts, with the exact reason, sealed with the register''s own key.';
CREATE INDEX count_segment_number ON count_segment (region, number);
CREATE INDEX count_segment_stock ON count_segment (region, to_on);

CREATE TABLE count_movement (
    person_id      uuid     NOT NULL,
    sequence       bigint   NOT NULL,
    ordinal        smallint NOT NULL,
    part           smallint NOT NULL,
    region         text     COLLATE "C" NOT NULL,
    office         text     COLLATE "C" NOT NULL,
    period         text     COLLATE "C" NOT NULL CHECK (period ~ '^\d{4}-\d\d$'),
    block          smallint NOT NULL CHECK (block BETWEEN 1 AND 7),
    measure        text     COLLATE "C" NOT NULL,
    sign           smallint NOT NULL CHECK (sign IN (-1, 1)),
    number         text     COLLATE "C" NOT NULL,
    on_date        date     NOT NULL,
    sex            smallint NOT NULL,
    education      text     COLLATE "C",
    reason         smallint NOT NULL CHECK (reason <> 70),
    ground         smallint NOT NULL,
    channel        smallint NOT NULL,
    exit_reason    smallint,
    hardship       boolean  NOT NULL,
    peer           text     COLLATE "C",
    cause          text     COLLATE "C",
    natural_period text     COLLATE "C",
    instead        text     COLLATE "C",
    PRIMARY KEY (person_id, sequence, ordinal, part)
);
COMMENT ON TABLE count_movement IS 'Every unit that moved a figure, with the event it follows from: flows are sums of these rows, and the persons behind a figure are those of its rows. Append-only.';
COMMENT ON COLUMN count_movement.person_id IS 'Whose event.';
COMMENT ON COLUMN count_movement.sequence IS 'The journal entry.';
COMMENT ON COLUMN count_movement.ordinal IS 'Position among the count entries of that event.';
COMMENT ON COLUMN count_movement.part IS 'Position among the movements of that entry.';
COMMENT ON COLUMN count_movement.region IS 'The counting leaf.';
COMMENT ON COLUMN count_movement.office IS 'The office.';
COMMENT ON COLUMN count_movement.period IS 'The period in which it is counted.';
COMMENT ON COLUMN count_movement.block IS 'As in count_segment.';
COMMENT ON COLUMN count_movement.measure IS 'new, transferredIn, adjustedIn, exited, becameOrdinary, transferredOut, adjustedOut.';
COMMENT ON COLUMN count_movement.sign IS '1 counted, -1 what was counted before taken back, with the facts it was counted with.';
COMMENT ON COLUMN count_movement.number IS 'The registration.';
COMMENT ON COLUMN count_movement.on_date IS 'The day, as counted.';
COMMENT ON COLUMN count_movement.sex IS 'GB/T 2261.1 code.';
COMMENT ON COLUMN count_movement.education IS 'GB/T 4658 code; null where not known.';
COMMENT ON COLUMN count_movement.reason IS 'AJC093 code as it may be shown: 70 is 90 here.';
COMMENT ON COLUMN count_movement.ground IS 'As in count_segment.';
COMMENT ON COLUMN count_movement.channel IS 'As in count_segment.';
COMMENT ON COLUMN count_movement.exit_reason IS 'AJC00A code of the exit.';
COMMENT ON COLUMN count_movement.hardship IS 'A re-employed hardship person.';
COMMENT ON COLUMN count_movement.peer IS 'Of a transfer: leaf and block on the other side.';
COMMENT ON COLUMN count_movement.cause IS 'Of an adjustment: late, reopened, removed, corrected, link.';
COMMENT ON COLUMN count_movement.natural_period IS 'Of an adjustment: the period of the event''s date.';
COMMENT ON COLUMN count_movement.instead IS 'Of an adjustment: the measure that it would have moved there.';
CREATE INDEX count_movement_cell ON count_movement (region, period, measure, number);
CREATE INDEX count_movement_number ON count_movement (region, number);

CREATE VIEW count_adjustment AS
    SELECT region, office, block, period, natural_period, (CASE measure WHEN 'adjustedIn' THEN sign ELSE -sign END)::smallint AS sign,
        cause, instead, number, on_date, person_id, sequence, ordinal, part
    FROM count_movement WHERE cause IS NOT NULL;
COMMENT ON VIEW count_adjustment IS 'Figures that stand in another period than their event''s own: sign 1 adjusted in, -1 adjusted out.';
CREATE INDEX count_movement_adjustment ON count_movement (region, period) WHERE cause IS NOT NULL;

CREATE TABLE recount_result (
    id              uuid        PRIMARY KEY,
    started_at      timestamptz NOT NULL,
    ended_at        timestamptz NOT NULL,
    run_by          text        NOT NULL,
    leaves          text[]      COLLATE "C" NOT NULL,
    lines           bigint      NOT NULL,
    waiting         bigint      NOT NULL,
    different_cells bigint      NOT NULL,
    result          jsonb       NOT NULL
);
COMMENT ON TABLE recount_result IS 'What recounts from the journal alone found.';
COMMENT ON COLUMN recount_result.id IS 'Its identifier.';
COMMENT ON COLUMN recount_result.started_at IS 'When its snapshot was taken.';
COMMENT ON COLUMN recount_result.ended_at IS 'When it was done.';
COMMENT ON COLUMN recount_result.run_by IS 'Who had it run.';
COMMENT ON COLUMN recount_result.leaves IS 'The counting leaves that it covers.';
COMMENT ON COLUMN recount_result.lines IS 'Journal entries read.';
COMMENT ON COLUMN recount_result.waiting IS 'Count entries that waited in the snapshot and were taken in.';
COMMENT ON COLUMN recount_result.different_cells IS 'Cells in which recount and live figures differ; there must never be one.';
COMMENT ON COLUMN recount_result.result IS 'The first hundred differences, and the recounted figures by period.';
CREATE INDEX recount_result_leaves ON recount_result USING gin (leaves);

GRANT SELECT, INSERT, UPDATE ON region_count, count_figures TO $applicationRole$;
GRANT SELECT, INSERT, UPDATE, DELETE ON count_segment TO $applicationRole$;
GRANT SELECT, INSERT ON count_movement, recount_result TO $applicationRole$;
GRANT SELECT ON count_adjustment TO $applicationRole$;
