-- Imports of earlier registrations: what is ordered, the rows that wait, and what was wrong with them.
-- serves: 0640

CREATE TABLE import (
    id           uuid        PRIMARY KEY,
    system       text        COLLATE "C" NOT NULL,
    reason       bytea       NOT NULL,
    ordered_by   text        NOT NULL,
    role         text        COLLATE "C" NOT NULL,
    office       text        COLLATE "C",
    baseline_on  date,
    whole        boolean     NOT NULL,
    checks_only  boolean     NOT NULL,
    status       text        COLLATE "C" NOT NULL 
        CHECK (status IN ('reading', 'checking', 'checked', 'running', 'keeping', 'undoing', 'done', 'cancelled')),
    upload       uuid,
    rows         bigint      NOT NULL DEFAULT 0,
    rejected     bigint      NOT NULL DEFAULT 0,
    unread       bigint      NOT NULL DEFAULT 0,
    persons      bigint      NOT NULL DEFAULT 0,
    walked       bigint      NOT NULL DEFAULT 0,
    imported     bigint      NOT NULL DEFAULT 0,
    present      bigint      NOT NULL DEFAULT 0,
    place        uuid,
    ordered_at   timestamptz NOT NULL,
    staged_at    timestamptz NOT NULL,
    started_at   timestamptz,
    walked_at    timestamptz,
    ended_at     timestamptz
);
COMMENT ON TABLE import IS 'Imports of registrations from earlier systems, and how far each is. Each person is imported in a commit of its own; the place only saves asking again.';
COMMENT ON COLUMN import.id IS 'It is in the journal of each person that it imported.';
COMMENT ON COLUMN import.system IS 'The mapping table by which the file was read.';
COMMENT ON COLUMN import.reason IS 'Why, in the user''s words; sealed with the register''s own key.';
COMMENT ON COLUMN import.ordered_by IS 'Subject of the token; role and office say what may be imported.';
COMMENT ON COLUMN import.role IS 'Of the token.';
COMMENT ON COLUMN import.office IS 'Of the token; null for roles of the whole province.';
COMMENT ON COLUMN import.baseline_on IS 'The stock of the end of this day is taken over as it was; null: the history is counted with its own dates.';
COMMENT ON COLUMN import.whole IS 'All or nothing: with a rejected row nothing is imported.';
COMMENT ON COLUMN import.checks_only IS 'After the check it waits for somebody to order the import.';
COMMENT ON COLUMN import.status IS 'reading, checking, checked, running, done, cancelled; of one that is all or nothing keeping and undoing after running.';
COMMENT ON COLUMN import.upload IS 'The upload that stores rows; an earlier one stores none any more.';
COMMENT ON COLUMN import.rows IS 'Rows of the file.';
COMMENT ON COLUMN import.rejected IS 'Rows that are not imported: those that could not be read, and those that the rules refused in this pass.';
COMMENT ON COLUMN import.unread IS 'Of those: rows that could not be read.';
COMMENT ON COLUMN import.persons IS 'Persons of the rows that could be read.';
COMMENT ON COLUMN import.walked IS 'Persons asked in this pass.';
COMMENT ON COLUMN import.imported IS 'Registrations that were added; of a check: that would be.';
COMMENT ON COLUMN import.present IS 'Registrations that the register had already.';
COMMENT ON COLUMN import.place IS 'The last person asked in this pass; null at its beginning.';
COMMENT ON COLUMN import.ordered_at IS 'By the clock of the process.';
COMMENT ON COLUMN import.staged_at IS 'When rows of the file were last stored.';
COMMENT ON COLUMN import.started_at IS 'When this pass began.';
COMMENT ON COLUMN import.walked_at IS 'When its place last moved.';
COMMENT ON COLUMN import.ended_at IS 'When it was done or cancelled.';
CREATE INDEX import_listed ON import (ordered_at, id);
CREATE INDEX import_open ON import (ordered_at, id) WHERE status NOT IN ('done', 'cancelled');
GRANT SELECT, INSERT, UPDATE ON import TO $applicationRole$;

CREATE TABLE import_row (
    import    uuid   NOT NULL REFERENCES import,
    person_id uuid   NOT NULL,
    row       int    NOT NULL,
    content   bytea  NOT NULL,
    PRIMARY KEY (import, person_id, row)
);
-- An erasure waits for them.
CREATE INDEX import_row_person ON import_row (person_id);
COMMENT ON TABLE import_row IS 'Rows that wait to be imported, by person. Each is removed with the commit that notes its person as imported, or when the import is cancelled.';
COMMENT ON COLUMN import_row.import IS 'Which import.';
COMMENT ON COLUMN import_row.person_id IS 'Whose row.';
COMMENT ON COLUMN import_row.row IS 'Its number in the file, from 1.';
COMMENT ON COLUMN import_row.content IS 'What it says, sealed with the register''s own key.';
GRANT SELECT, INSERT, DELETE ON import_row TO $applicationRole$;

CREATE TABLE import_fault (
    import  uuid    NOT NULL REFERENCES import,
    row     int     NOT NULL,
    ordinal int     NOT NULL,
    pass    text    COLLATE "C" NOT NULL CHECK (pass IN ('reading', 'checking', 'running')),
    col     text    COLLATE "C",
    field   text    COLLATE "C",
    code    text    COLLATE "C" NOT NULL,
    rejects boolean NOT NULL,
    allowed text[]  NOT NULL,
    PRIMARY KEY (import, row, pass, ordinal)
);
COMMENT ON TABLE import_fault IS 'What was wrong with rows. Quotes no value of the file.';
COMMENT ON COLUMN import_fault.import IS 'Which import.';
COMMENT ON COLUMN import_fault.row IS 'The row''s number, from 1; 0: the file as a whole.';
COMMENT ON COLUMN import_fault.ordinal IS 'Position among the faults of the row, from 0.';
COMMENT ON COLUMN import_fault.pass IS 'When it was found: reading the file, checking, running.';
COMMENT ON COLUMN import_fault.col IS 'The column as an office program shows it.';
COMMENT ON COLUMN import_fault.field IS 'The field''s name.';
COMMENT ON COLUMN import_fault.code IS 'Why.';
COMMENT ON COLUMN import_fault.rejects IS 'Whether the row is not imported for it.';
COMMENT ON COLUMN import_fault.allowed IS 'What may be given instead.';
GRANT SELECT, INSERT, DELETE ON import_fault TO $applicationRole$;
