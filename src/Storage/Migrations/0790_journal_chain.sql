-- The journal is chained and each person's row carries a MAC: what the database's owner changes is found (docs/decisions/0059).
-- serves: 0600

-- Fixed length, never compressed, never moved out of the row. All may be empty: a host older than this script writes none of them.
ALTER TABLE journal ADD COLUMN mac bytea CHECK (octet_length(mac) = 32);
ALTER TABLE journal ALTER COLUMN mac SET STORAGE PLAIN;
COMMENT ON COLUMN journal.mac IS 'Keyed MAC over the person''s previous MAC and this row, with a key outside the database. Null: written by a host from before migration 0790; see journal_mac.';

ALTER TABLE person ADD COLUMN chain bytea CHECK (octet_length(chain) = 32), ADD COLUMN chained_version bigint, ADD COLUMN mac bytea CHECK (octet_length(mac) = 32);
ALTER TABLE person ALTER COLUMN chain SET STORAGE PLAIN, ALTER COLUMN mac SET STORAGE PLAIN;
COMMENT ON COLUMN person.chain IS 'Head of the person''s journal: the MAC of its last row. Null without a row.';
COMMENT ON COLUMN person.chained_version IS 'The version that chain and mac are of. Another one than version: a host from before migration 0790 wrote last.';
COMMENT ON COLUMN person.mac IS 'Keyed MAC over person, version, sequence, schema, chain, last commit, its moment, and the sealed state: an old state cannot be put back.';

CREATE TABLE journal_mac (
    person_id uuid   NOT NULL,
    sequence  bigint NOT NULL,
    mac       bytea  NOT NULL CHECK (octet_length(mac) = 32),
    PRIMARY KEY (person_id, sequence)
);
ALTER TABLE journal_mac ALTER COLUMN mac SET STORAGE PLAIN;
COMMENT ON TABLE journal_mac IS 'Append-only: MACs of journal rows that a host from before migration 0790 wrote, made later by "db chain".';
COMMENT ON COLUMN journal_mac.person_id IS 'As in journal.';
COMMENT ON COLUMN journal_mac.sequence IS 'As in journal.';
COMMENT ON COLUMN journal_mac.mac IS 'As in journal.';
GRANT SELECT, INSERT ON journal_mac TO $applicationRole$;

CREATE TABLE chain_complete (
    id      bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at      timestamptz NOT NULL,
    persons bigint      NOT NULL,
    rows    bigint      NOT NULL,
    reason  text,
    mac     bytea       NOT NULL CHECK (octet_length(mac) = 32)
);
COMMENT ON TABLE chain_complete IS 'Append-only: when "db chain" had chained everything. From the first row on each journal row and each state has a MAC.';
COMMENT ON COLUMN chain_complete.id IS 'Number in order of writing.';
COMMENT ON COLUMN chain_complete.at IS 'When, by the clock of the machine that ran the command.';
COMMENT ON COLUMN chain_complete.persons IS 'How many persons it chained.';
COMMENT ON COLUMN chain_complete.rows IS 'How many journal rows it chained.';
COMMENT ON COLUMN chain_complete.reason IS 'Why there were rows without a MAC again; null the first time.';
COMMENT ON COLUMN chain_complete.mac IS 'Keyed MAC over the row.';
GRANT SELECT, INSERT ON chain_complete TO $applicationRole$;
