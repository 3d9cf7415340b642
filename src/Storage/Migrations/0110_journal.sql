-- What happened, for ever. The application's role can add and read, nothing else.

CREATE TABLE journal (
    person_id    uuid        NOT NULL,
    sequence     bigint      NOT NULL CHECK (sequence > 0),
    event        text        NOT NULL,
    event_on     date        NOT NULL,
    office       text,
    actor        text        NOT NULL,
    actor_role   text        NOT NULL,
    actor_office text,
    at           timestamptz NOT NULL,
    trace_id     text,
    commit_id    uuid        NOT NULL,
    facts        jsonb       NOT NULL,
    personal     bytea,
    PRIMARY KEY (person_id, sequence)
);
COMMENT ON TABLE journal IS 'Append-only: the events of all persons. Folding a person''s events in order gives the person''s record. Kept after a person is erased: the facts still count.';
COMMENT ON COLUMN journal.person_id IS 'Whose event.';
COMMENT ON COLUMN journal.sequence IS 'Position among the person''s events, from 1, without gaps.';
COMMENT ON COLUMN journal.event IS 'Kind of event.';
COMMENT ON COLUMN journal.event_on IS 'The event''s date (Asia/Shanghai), which decides its period.';
COMMENT ON COLUMN journal.office IS 'The office that held the case after it.';
COMMENT ON COLUMN journal.actor IS 'Who did it: subject of the token.';
COMMENT ON COLUMN journal.actor_role IS 'In which role.';
COMMENT ON COLUMN journal.actor_office IS 'For which office; null for roles without one.';
COMMENT ON COLUMN journal.at IS 'When it was decided.';
COMMENT ON COLUMN journal.trace_id IS 'Trace of the request.';
COMMENT ON COLUMN journal.commit_id IS 'The commit it came with.';
COMMENT ON COLUMN journal.facts IS 'The statistical part of the event, in clear.';
COMMENT ON COLUMN journal.personal IS 'The personal part of the event, sealed with the person''s data key and bound to person and sequence; null where there is none.';
GRANT SELECT, INSERT ON journal TO $applicationRole$;
