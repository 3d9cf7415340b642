-- A person's state: one row, written by the person's grain alone, through the storage provider "registry".

-- fillfactor leaves room for the next version on the same page, and no index but the key's: nearly all updates are HOT. The sealed state
-- cannot be compressed, and must not leave the page for a little length, or each command would write to two tables.
CREATE TABLE person (
    person_id    uuid        PRIMARY KEY,
    version      bigint      NOT NULL CHECK (version > 0),
    sequence     bigint      NOT NULL CHECK (sequence >= 0),
    state_schema smallint    NOT NULL,
    state        bytea       NOT NULL,
    data_key     bytea,
    last_commit  uuid        NOT NULL,
    written_at   timestamptz NOT NULL,
    CONSTRAINT person_state_size CHECK (octet_length(state) <= 262144)
) WITH (fillfactor = 70, toast_tuple_target = 5400, autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05);
ALTER TABLE person ALTER COLUMN state SET STORAGE EXTERNAL, ALTER COLUMN data_key SET STORAGE PLAIN;
COMMENT ON TABLE person IS 'One row a person: the record as last committed, sealed. Nothing but the person''s grain writes it; a second writer would make the grain fail.';
COMMENT ON COLUMN person.person_id IS 'Keyed hash of the identity number; the grain''s key.';
COMMENT ON COLUMN person.version IS 'ETag: raised by one with each commit; a writer with another one is refused.';
COMMENT ON COLUMN person.sequence IS 'How many events are folded into the state: the highest sequence in the person''s journal.';
COMMENT ON COLUMN person.state_schema IS 'Version of the state document''s form.';
COMMENT ON COLUMN person.state IS 'The record as JSON, sealed with the person''s data key.';
COMMENT ON COLUMN person.data_key IS 'The person''s data key, wrapped by a key outside the database. Null: erased by retention; what it sealed cannot be opened any more.';
COMMENT ON COLUMN person.last_commit IS 'Identifier of the last commit: after a lost connection it tells whether that one happened.';
COMMENT ON COLUMN person.written_at IS 'When the last commit was decided.';
GRANT SELECT, INSERT, UPDATE ON person TO $applicationRole$;
