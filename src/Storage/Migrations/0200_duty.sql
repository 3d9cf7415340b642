-- What offices owe persons, and how they kept it. Written by the person's commit alone, only the duties that changed.

-- "due" in the key's index: persons whose duties a changed calendar may move are read in the order of their keys, without a visit to the table.
CREATE TABLE duty (
    person_id     uuid        NOT NULL,
    key           text        COLLATE "C" NOT NULL,
    kind          smallint    NOT NULL CHECK (kind > 0),
    office        text        COLLATE "C" NOT NULL,
    region        text        COLLATE "C" NOT NULL,
    opened_on     date        NOT NULL,
    due           date        NOT NULL,
    provisional   boolean     NOT NULL,
    late_from     timestamptz NOT NULL,
    warned_at     timestamptz,
    overdue_since timestamptz,
    escalated_to  text        COLLATE "C",
    claimed_by    text        COLLATE "C",
    claimed_until timestamptz,
    snoozed_until date,
    PRIMARY KEY (person_id, key) INCLUDE (due),
    CONSTRAINT duty_claim CHECK ((claimed_by IS NULL) = (claimed_until IS NULL))
) WITH (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.02);
COMMENT ON TABLE duty IS 'One row an open duty: what worklists and their counts read. Worklists wait for no reminder: they compare "due" with the day.';
COMMENT ON COLUMN duty.person_id IS 'The person to whom it is owed.';
COMMENT ON COLUMN duty.key IS 'Unique among the person''s open duties: the kind, and the month, step or identifier where there can be several.';
COMMENT ON COLUMN duty.kind IS '1 review, 2 correction, 3 first contact, 4 follow-up, 5 visit, 6 exit check, 7 pension check, 8 hardship check, 9 objection.';
COMMENT ON COLUMN duty.office IS 'The office that owes it. Begins with its region''s code, so a region and all below it are a range.';
COMMENT ON COLUMN duty.region IS 'Counting leaf of that office.';
COMMENT ON COLUMN duty.opened_on IS 'The day on which it came up, by law or by rule.';
COMMENT ON COLUMN duty.due IS 'The last day in time, inclusive (Asia/Shanghai).';
COMMENT ON COLUMN duty.provisional IS 'That day was computed with a calendar that is not official yet.';
COMMENT ON COLUMN duty.late_from IS 'The first moment that is late: 24:00 of that day.';
COMMENT ON COLUMN duty.warned_at IS 'When the office was warned that it is due soon.';
COMMENT ON COLUMN duty.overdue_since IS 'Set once the register has noticed that the last day passed.';
COMMENT ON COLUMN duty.escalated_to IS 'The office whose supervisors have it on their list since then.';
COMMENT ON COLUMN duty.claimed_by IS 'The clerk who works on it.';
COMMENT ON COLUMN duty.claimed_until IS 'First moment at which that claim no longer holds.';
COMMENT ON COLUMN duty.snoozed_until IS 'Put off: the day on which it is back on the list.';

-- An office's list, and those of a county's or street's offices together; of one kind it is in order already. What decides whether a row is on the
-- list stands in the index, so that skipping visits no row of the table.
CREATE INDEX duty_office ON duty (office, kind, due, person_id, key) INCLUDE (snoozed_until, claimed_until);
-- A city's and the province's: in order by kind, other cities' offices are passed over.
CREATE INDEX duty_kind ON duty (kind, due, person_id, key) INCLUDE (office, snoozed_until, claimed_until);
-- The counts': no row's own key in it, so equal entries are stored once, and a whole province is 20 MB to read instead of the table.
CREATE INDEX duty_count ON duty (office, kind, due, snoozed_until);
CREATE INDEX duty_escalated ON duty (escalated_to, due, person_id, key) INCLUDE (office, kind, snoozed_until, claimed_until) WHERE escalated_to IS NOT NULL;
CREATE INDEX duty_claimed ON duty (claimed_by, due, person_id, key) WHERE claimed_by IS NOT NULL;
GRANT SELECT, INSERT, UPDATE, DELETE ON duty TO $applicationRole$;

CREATE TABLE duty_done (
    id        bigint   GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    person_id uuid     NOT NULL,
    key       text     COLLATE "C" NOT NULL,
    kind      smallint NOT NULL CHECK (kind > 0),
    office    text     COLLATE "C" NOT NULL,
    region    text     COLLATE "C" NOT NULL,
    opened_on date     NOT NULL,
    due       date     NOT NULL,
    closed_on date     NOT NULL,
    how       smallint NOT NULL CHECK (how BETWEEN 1 AND 4)
);
COMMENT ON TABLE duty_done IS 'One row a duty that ended: what offices are measured by. Added by the commit that ended it.';
COMMENT ON COLUMN duty_done.id IS 'Names the row; the same key may come again for the same person.';
COMMENT ON COLUMN duty_done.person_id IS 'The person to whom it was owed.';
COMMENT ON COLUMN duty_done.key IS 'As in duty.';
COMMENT ON COLUMN duty_done.kind IS 'As in duty.';
COMMENT ON COLUMN duty_done.office IS 'The office that owed it last.';
COMMENT ON COLUMN duty_done.region IS 'Counting leaf of that office.';
COMMENT ON COLUMN duty_done.opened_on IS 'The day on which it came up.';
COMMENT ON COLUMN duty_done.due IS 'Its last day in time, inclusive.';
COMMENT ON COLUMN duty_done.closed_on IS 'The day on which it ended.';
COMMENT ON COLUMN duty_done.how IS '1 in time, 2 late, 3 missed, 4 obsolete.';
CREATE INDEX duty_done_office ON duty_done (office, closed_on);
-- Rows come in the order of their days: a province's month is a few ranges of blocks.
CREATE INDEX duty_done_closed ON duty_done USING brin (closed_on);
GRANT SELECT, INSERT ON duty_done TO $applicationRole$;
