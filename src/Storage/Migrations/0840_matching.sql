-- Data matching: runs of sources, and the rows of theirs that a case needs (docs/decisions/0076).
-- serves: 0600

CREATE TABLE match_run (
    id           uuid        PRIMARY KEY,
    source       text        COLLATE "C" NOT NULL,
    as_of        timestamptz NOT NULL,
    sent_by      text        NOT NULL,
    office       text        COLLATE "C",
    opened_at    timestamptz NOT NULL,
    status       text        NOT NULL CHECK (status IN ('receiving', 'running', 'asking', 'done', 'cancelled')),
    expected     bigint      CHECK (expected >= 0),
    complete     boolean     NOT NULL,
    received     bigint      NOT NULL DEFAULT 0,
    hits         bigint      NOT NULL DEFAULT 0,
    processed    bigint      NOT NULL DEFAULT 0,
    tasks        bigint      NOT NULL DEFAULT 0,
    exits        bigint      NOT NULL DEFAULT 0,
    undone       bigint      NOT NULL DEFAULT 0,
    refused      bigint      NOT NULL DEFAULT 0,
    allowed      bigint      NOT NULL DEFAULT 0,
    allowed_by   text,
    allowed_why  text,
    worked_at    timestamptz,
    ended_at     timestamptz,
    CONSTRAINT match_run_received CHECK (received <= expected)
);
COMMENT ON TABLE match_run IS 'Deliveries of sources of data, and what they led to. Holds nothing of a person.';
COMMENT ON COLUMN match_run.id IS 'Given when it was opened.';
COMMENT ON COLUMN match_run.source IS 'Id of the source.';
COMMENT ON COLUMN match_run.as_of IS 'The moment as of which the source says what it says.';
COMMENT ON COLUMN match_run.sent_by IS 'Subject of the token.';
COMMENT ON COLUMN match_run.office IS 'Office of the token, which limits what the rows may change; null for the whole province.';
COMMENT ON COLUMN match_run.opened_at IS 'When it was opened.';
COMMENT ON COLUMN match_run.status IS 'receiving: rows come; running: its rows go to the persons; asking: it has had as many consequences as it may, and an operator decides; done; cancelled.';
COMMENT ON COLUMN match_run.expected IS 'How many rows it has, as its sender says: one that is cut off is never run. Null while a file is awaited that was not read to its end.';
COMMENT ON COLUMN match_run.complete IS 'It holds everything: what is missing is withdrawn.';
COMMENT ON COLUMN match_run.received IS 'Rows that have come; the next one has this number, from 0.';
COMMENT ON COLUMN match_run.hits IS 'Rows about persons who have a case, and rows that were withdrawn because they are missing.';
COMMENT ON COLUMN match_run.processed IS 'Rows that went to their persons.';
COMMENT ON COLUMN match_run.tasks IS 'Of these, those that an office has to examine.';
COMMENT ON COLUMN match_run.exits IS 'Of these, those that ended a registration.';
COMMENT ON COLUMN match_run.undone IS 'Of these, those that took back what an earlier row had caused.';
COMMENT ON COLUMN match_run.refused IS 'Of these, those that the rules refused.';
COMMENT ON COLUMN match_run.allowed IS 'How many tasks, exits and exits taken back it may lead to before it asks.';
COMMENT ON COLUMN match_run.allowed_by IS 'Who allowed it more, the last one.';
COMMENT ON COLUMN match_run.allowed_why IS 'Why.';
COMMENT ON COLUMN match_run.worked_at IS 'When rows last went to persons.';
COMMENT ON COLUMN match_run.ended_at IS 'When it was done or cancelled.';
-- A source has one run at a time, so its rows keep their order.
CREATE UNIQUE INDEX match_run_open ON match_run (source) WHERE status IN ('receiving', 'running', 'asking');
CREATE INDEX match_run_listed ON match_run (opened_at, id);
GRANT SELECT, INSERT, UPDATE ON match_run TO $applicationRole$;

CREATE TABLE match_row (
    source     text        COLLATE "C" NOT NULL,
    row_key    bytea       NOT NULL,
    person_id  uuid        NOT NULL,
    as_of      timestamptz NOT NULL,
    digest     bytea       NOT NULL,
    run        uuid        NOT NULL REFERENCES match_run,
    waiting    boolean     NOT NULL,
    withdrawn  boolean     NOT NULL,
    content    bytea,
    not_before timestamptz,
    keep_until date        NOT NULL,
    PRIMARY KEY (source, row_key, person_id)
);
COMMENT ON TABLE match_row IS 'Rows of sources about persons who had a case when they came: that the same row again is recognised, and a missing one withdrawn. What it says is here only until the person''s record has it. Rows about anybody else are not stored.';
COMMENT ON COLUMN match_row.source IS 'Id of the source.';
COMMENT ON COLUMN match_row.row_key IS 'Keyed hash of the source''s own key.';
COMMENT ON COLUMN match_row.person_id IS 'Whom it is about.';
COMMENT ON COLUMN match_row.as_of IS 'The moment as of which it was last reported.';
COMMENT ON COLUMN match_row.digest IS 'Keyed hash of what it says.';
COMMENT ON COLUMN match_row.run IS 'The run that reported it last, or withdrew it.';
COMMENT ON COLUMN match_row.waiting IS 'It has not gone to the person''s record yet.';
COMMENT ON COLUMN match_row.withdrawn IS 'The source does not say so any more.';
COMMENT ON COLUMN match_row.content IS 'What it says, sealed with the register''s own key; null once the record has it.';
COMMENT ON COLUMN match_row.not_before IS 'It is true from a day that lies ahead, or could not be recorded: when it is tried next.';
COMMENT ON COLUMN match_row.keep_until IS 'The last day on which the row is kept.';
CREATE INDEX match_row_waiting ON match_row (run, not_before NULLS FIRST, row_key) WHERE waiting;
CREATE INDEX match_row_kept ON match_row (keep_until) WHERE NOT waiting;
GRANT SELECT, INSERT, UPDATE, DELETE ON match_row TO $applicationRole$;

-- How often offices found rows of a source right or wrong.
CREATE INDEX journal_match_judged ON journal (event_on) WHERE event = 'matchJudged';

-- Whether a person has an application, asked for each row of a delivery.
CREATE INDEX application_person ON application (person_id);
