-- What every other script stands on: the roles' basic rights, the clock of the database, the identity of the register.
-- $applicationRole$ is put in by the migrator, quoted as an identifier.

REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO $applicationRole$;

CREATE TABLE clock_offset (
    id     boolean  PRIMARY KEY DEFAULT true CHECK (id),
    amount interval NOT NULL DEFAULT interval '0'
);
COMMENT ON TABLE clock_offset IS
    'One row: what grid_now() adds to the clock of the server. Zero in production; tests move it together with the TimeProvider of the processes. Only the owner writes it.';
COMMENT ON COLUMN clock_offset.id IS 'Always true: makes the row the only one.';
COMMENT ON COLUMN clock_offset.amount IS 'Added to now() by grid_now().';
INSERT INTO clock_offset DEFAULT VALUES;
GRANT SELECT ON clock_offset TO $applicationRole$;

-- plpgsql keeps its plan for the session, which makes a call cheaper than an SQL function that cannot be inlined.
-- STABLE lets an index range start from it. A missing row is an error, not a null that silently empties every list.
CREATE FUNCTION grid_now() RETURNS timestamptz
    LANGUAGE plpgsql STABLE PARALLEL SAFE AS
$$
DECLARE
    moment timestamptz;
BEGIN
    SELECT now() + amount INTO STRICT moment FROM clock_offset;
    RETURN moment;
END
$$;
COMMENT ON FUNCTION grid_now() IS
    'The only clock that SQL may use: the moment the transaction began, plus the offset. Never derive a date of the law from it; the domain writes those.';

CREATE TABLE register_identity (
    id              boolean     PRIMARY KEY DEFAULT true CHECK (id),
    key_fingerprint text        NOT NULL,
    key_algorithm   text        NOT NULL,
    service_id      text        NOT NULL,
    written_at      timestamptz NOT NULL DEFAULT grid_now()
);
COMMENT ON TABLE register_identity IS
    'One row, written once by the first silo that starts and never changed: which register key and which Orleans service this database belongs to. A process with another key or service refuses to start.';
COMMENT ON COLUMN register_identity.id IS 'Always true: makes the row the only one.';
COMMENT ON COLUMN register_identity.key_fingerprint IS 'Keyed hash of a fixed label, in hex: names the register key and tells nothing about it.';
COMMENT ON COLUMN register_identity.key_algorithm IS 'HMAC-SHA-256 or HMAC-SM3, chosen at installation.';
COMMENT ON COLUMN register_identity.service_id IS 'Orleans ServiceId under which states and reminders are stored; a silo with another one would not see them.';
COMMENT ON COLUMN register_identity.written_at IS 'When the first silo started.';
GRANT SELECT, INSERT ON register_identity TO $applicationRole$;
