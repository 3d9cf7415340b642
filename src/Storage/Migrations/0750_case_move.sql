-- Orders that move what ended offices hold to the offices that took over.
-- serves: 0640

CREATE TABLE case_move (
    id         uuid        PRIMARY KEY,
    area       text        COLLATE "C" NOT NULL,
    reason     text        NOT NULL,
    ordered_by text        NOT NULL,
    ordered_at timestamptz NOT NULL,
    status     text        NOT NULL CHECK (status IN ('running', 'done', 'cancelled')),
    total      bigint      NOT NULL,
    sweep      int         NOT NULL DEFAULT 1,
    place      uuid,
    moved      bigint      NOT NULL DEFAULT 0,
    walked_at  timestamptz,
    ended_at   timestamptz
);
COMMENT ON TABLE case_move IS 'Orders by which the cases of ended offices move to their successors, and how far each is. Each person''s case moves in a commit of its own; the place only saves looking again.';
COMMENT ON COLUMN case_move.id IS 'Given by whoever ordered it; it is in the journal of each case that it moved.';
COMMENT ON COLUMN case_move.area IS 'An office, or a region with all offices within it that have ended.';
COMMENT ON COLUMN case_move.reason IS 'Why, in the operator''s words: the document of the reorganisation.';
COMMENT ON COLUMN case_move.ordered_by IS 'Subject of the token.';
COMMENT ON COLUMN case_move.ordered_at IS 'When it was ordered, by the clock of the process.';
COMMENT ON COLUMN case_move.status IS 'running, done, cancelled.';
COMMENT ON COLUMN case_move.total IS 'Persons with something at these offices when it was ordered.';
COMMENT ON COLUMN case_move.sweep IS 'How often it has begun to go through the persons, from 1.';
COMMENT ON COLUMN case_move.place IS 'The last person looked at in this sweep; null at its beginning.';
COMMENT ON COLUMN case_move.moved IS 'Persons of whom it moved something; those of a page that a crash broke off are moved, but not counted.';
COMMENT ON COLUMN case_move.walked_at IS 'When its place last moved.';
COMMENT ON COLUMN case_move.ended_at IS 'When it was done or cancelled.';
-- Two orders for one area are not under way at once.
CREATE UNIQUE INDEX case_move_running ON case_move (area) WHERE status = 'running';
CREATE INDEX case_move_listed ON case_move (ordered_at, id);
GRANT SELECT, INSERT, UPDATE ON case_move TO $applicationRole$;

CREATE TABLE case_move_failure (
    move    uuid        NOT NULL REFERENCES case_move,
    person_id uuid      NOT NULL,
    trouble text        NOT NULL,
    at      timestamptz NOT NULL,
    PRIMARY KEY (move, person_id)
);
COMMENT ON TABLE case_move_failure IS 'Persons whose case an order could not move when it last tried; it tries again.';
COMMENT ON COLUMN case_move_failure.move IS 'Which order.';
COMMENT ON COLUMN case_move_failure.person_id IS 'Whose case.';
COMMENT ON COLUMN case_move_failure.trouble IS 'Code of the refusal or name of the error; quotes nothing of the person.';
COMMENT ON COLUMN case_move_failure.at IS 'When it last tried.';
GRANT SELECT, INSERT, UPDATE, DELETE ON case_move_failure TO $applicationRole$;

-- The walk; of an active registration neither column changes but by a transfer.
CREATE INDEX registration_active_office ON registration (office, person_id) WHERE status = 1;
