-- Who looked at whom. Written in the read's own request: if it cannot be written, the read fails.

CREATE TABLE access_log (
    id         bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at         timestamptz NOT NULL DEFAULT grid_now(),
    actor      text        NOT NULL,
    role       text        NOT NULL,
    office     text,
    action     text        NOT NULL,
    reason     text,
    person_ids uuid[]      NOT NULL DEFAULT '{}',
    filter     text,
    trace_id   text
);
COMMENT ON TABLE access_log IS 'Append-only: each read of persons'' data is one row (a list is one row with its filter and ids). Kept at least three years. The application''s role can add and read, nothing else, and cannot choose the moment.';
COMMENT ON COLUMN access_log.id IS 'Number in order of writing; not without gaps.';
COMMENT ON COLUMN access_log.at IS 'When, by grid_now().';
COMMENT ON COLUMN access_log.actor IS 'Who: subject of the token.';
COMMENT ON COLUMN access_log.role IS 'As what: role in the token.';
COMMENT ON COLUMN access_log.office IS 'For which office; null for roles without one.';
COMMENT ON COLUMN access_log.action IS 'What was done: the operation''s name in the role matrix.';
COMMENT ON COLUMN access_log.reason IS 'Reason or duty given, where the operation asks for one.';
COMMENT ON COLUMN access_log.person_ids IS 'Whose data were shown.';
COMMENT ON COLUMN access_log.filter IS 'Filter of a list or search, masked: nothing that names a person.';
COMMENT ON COLUMN access_log.trace_id IS 'Trace of the request, to find it in the process logs.';

-- Every read pays for these indexes. Rows come in order of time, so BRIN costs next to nothing and cuts a question down to its days; "who
-- looked at this person" and "whom did this clerk look at" are asked with a period, and seldom. GIN on person_ids would add an entry for
-- each person of each list to each read.
CREATE INDEX access_log_at ON access_log USING brin (at) WITH (pages_per_range = 32, autosummarize = on);

GRANT SELECT, INSERT (actor, role, office, action, reason, person_ids, filter, trace_id) ON access_log TO $applicationRole$;
