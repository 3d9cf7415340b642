-- The keys of the pages' cookies, shared by all API processes; and failed pairs of receipt and identity number.
-- serves: 0600

CREATE TABLE page_key (
    name   text        PRIMARY KEY CHECK (octet_length(name) BETWEEN 1 AND 100),
    sealed bytea       NOT NULL,
    at     timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE page_key IS 'Keys that encrypt the cookies of the pages, one a quarter. Every API process uses the same ones; each is sealed with a key of the ring that stands outside the database.';
COMMENT ON COLUMN page_key.name IS 'Id of the key. It is bound into the sealed value.';
COMMENT ON COLUMN page_key.sealed IS 'The key as XML, sealed.';
COMMENT ON COLUMN page_key.at IS 'When it was stored, by the server''s own clock: sessions do not live by the register''s.';
GRANT SELECT, INSERT ON page_key TO $applicationRole$;

CREATE TABLE failed_pair (
    subject  text        NOT NULL CHECK (octet_length(subject) BETWEEN 3 AND 80),
    source   text        NOT NULL CHECK (octet_length(source) BETWEEN 1 AND 64),
    failures integer     NOT NULL CHECK (failures > 0),
    last_at  timestamptz NOT NULL,
    turn_at  timestamptz NOT NULL,
    PRIMARY KEY (subject, source)
);
CREATE INDEX failed_pair_last_at ON failed_pair (last_at);
COMMENT ON TABLE failed_pair IS 'Attempts to ask for an application with a receipt and an identity number that do not belong together. Forgotten an hour after the last one.';
COMMENT ON COLUMN failed_pair.subject IS 'p: and the person''s pseudonymous id, or r: and the receipt number.';
COMMENT ON COLUMN failed_pair.source IS 'Where it was asked from, as a keyed hash; * adds up all sources.';
COMMENT ON COLUMN failed_pair.failures IS 'How many within the hour.';
COMMENT ON COLUMN failed_pair.last_at IS 'The last one.';
COMMENT ON COLUMN failed_pair.turn_at IS 'When the latest attempt from this source had or will have its turn; the next one comes a delay later.';
GRANT SELECT, INSERT, UPDATE, DELETE ON failed_pair TO $applicationRole$;
