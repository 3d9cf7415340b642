-- What was committed is logged in a Merkle tree whose signed roots are checkpoints (docs/decisions/0060); the access log is chained.
-- serves: 0600

CREATE TABLE tree_waiting (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    content bytea  NOT NULL
) WITH (toast_tuple_target = 8160, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
ALTER TABLE tree_waiting ALTER COLUMN content SET STORAGE EXTERNAL;
COMMENT ON TABLE tree_waiting IS 'What was committed since the last checkpoint; one row a group of commits, written with it. The next checkpoint moves it to tree_leaf.';
COMMENT ON COLUMN tree_waiting.id IS 'Number in order of writing.';
COMMENT ON COLUMN tree_waiting.content IS 'A byte for the kind; then, for commits of persons (1), of each: person, version, sequence, MAC of its row; for a page of the access log (2): its writer, sequence, head and ids; for a row of chain_complete (3): its values.';
GRANT SELECT, INSERT, DELETE ON tree_waiting TO $applicationRole$;

CREATE TABLE tree_leaf (
    position bigint PRIMARY KEY CHECK (position >= 0),
    content  bytea  NOT NULL
) WITH (toast_tuple_target = 8160);
ALTER TABLE tree_leaf ALTER COLUMN content SET STORAGE EXTERNAL;
COMMENT ON TABLE tree_leaf IS 'Append-only: the entries of the log (c2sp.org/tlog-checkpoint), without gaps.';
COMMENT ON COLUMN tree_leaf.position IS 'Index of the entry, from 0.';
COMMENT ON COLUMN tree_leaf.content IS 'As in tree_waiting. The leaf''s hash is SHA-256 of a zero byte and this (RFC 6962).';
GRANT SELECT, INSERT ON tree_leaf TO $applicationRole$;

CREATE TABLE tree_checkpoint (
    size bigint      PRIMARY KEY CHECK (size > 0),
    note text        NOT NULL,
    edge bytea       NOT NULL CHECK (octet_length(edge) % 32 = 0),
    at   timestamptz NOT NULL
);
COMMENT ON TABLE tree_checkpoint IS 'Append-only: the signed roots of the tree. Each is in the processes'' log too, and the newest is in the day''s manifest.';
COMMENT ON COLUMN tree_checkpoint.size IS 'How many entries it covers.';
COMMENT ON COLUMN tree_checkpoint.note IS 'The checkpoint as a signed note (c2sp.org/signed-note): origin, size, root, signature.';
COMMENT ON COLUMN tree_checkpoint.edge IS 'Hashes of the full subtrees at this size, the largest first: the next checkpoint goes on from them.';
COMMENT ON COLUMN tree_checkpoint.at IS 'When it was signed.';
GRANT SELECT, INSERT ON tree_checkpoint TO $applicationRole$;

ALTER TABLE platform_day ADD COLUMN checkpoint text;
COMMENT ON COLUMN platform_day.checkpoint IS 'The newest checkpoint when this manifest was made; null if there was none.';

CREATE TABLE access_chain (
    writer   uuid     NOT NULL,
    sequence bigint   NOT NULL CHECK (sequence > 0),
    ids      bigint[] NOT NULL,
    columns  text[]   NOT NULL,
    macs     bytea[]  NOT NULL,
    PRIMARY KEY (writer, sequence),
    CHECK (cardinality(ids) = cardinality(macs) AND cardinality(ids) > 0)
);
COMMENT ON TABLE access_chain IS 'Append-only: the chains of the access log, one a writer (a process from its start to its end). A row for each group of entries, written in its transaction.';
COMMENT ON COLUMN access_chain.writer IS 'Random name of the writer.';
COMMENT ON COLUMN access_chain.sequence IS 'Position in the writer''s chain, from 1, without gaps.';
COMMENT ON COLUMN access_chain.ids IS 'The entries, in the order of the chain.';
COMMENT ON COLUMN access_chain.columns IS 'The columns of access_log that the MACs are over: a column that is added later is not in older ones.';
COMMENT ON COLUMN access_chain.macs IS 'Keyed MAC of each entry over the one before it, writer, sequence and the entry''s values as the database stored them.';
GRANT SELECT, INSERT ON access_chain TO $applicationRole$;
