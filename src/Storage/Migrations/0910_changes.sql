-- The journal can be read in the order of its commits, by office: the feed of changes (docs/decisions/0090). Nothing is copied.
-- serves: 0600

-- The default is of the database: a host older than this script fills it too. Rows from before have none and are not in the feed.
ALTER TABLE journal ADD COLUMN position xid8;
ALTER TABLE journal ALTER COLUMN position SET DEFAULT pg_current_xact_id();
COMMENT ON COLUMN journal.position IS 'Number of the transaction that wrote it. Those of one person rise; a reader takes what is below every transaction that is still under way. Null: from before migration 0910.';

-- Of one commit all rows of an office are one entry (deduplication).
CREATE INDEX journal_position ON journal (office, position) WHERE position IS NOT NULL;

CREATE TABLE journal_reach (
    office    text     COLLATE "C" NOT NULL,
    position  xid8     NOT NULL DEFAULT pg_current_xact_id(),
    person_id uuid     NOT NULL,
    sequence  bigint   NOT NULL,
    kind      smallint NOT NULL CHECK (kind BETWEEN 1 AND 3),
    PRIMARY KEY (office, position, person_id, sequence)
);
COMMENT ON TABLE journal_reach IS 'Append-only: offices that an event concerns besides the one in its journal row, or for which the case begins or ends with it. Nearly all events have no row here.';
COMMENT ON COLUMN journal_reach.office IS 'Which office.';
COMMENT ON COLUMN journal_reach.position IS 'As in journal.';
COMMENT ON COLUMN journal_reach.person_id IS 'As in journal.';
COMMENT ON COLUMN journal_reach.sequence IS 'As in journal.';
COMMENT ON COLUMN journal_reach.kind IS '1 the case came to the office with it, 2 left it, 3 neither.';
GRANT SELECT, INSERT ON journal_reach TO $applicationRole$;

CREATE TABLE change_mark (
    at       timestamptz PRIMARY KEY,
    position xid8        NOT NULL
);
COMMENT ON TABLE change_mark IS 'About once an hour: all journal rows below the position were committed by then. Finds where the days that the feed keeps begin.';
COMMENT ON COLUMN change_mark.at IS 'When.';
COMMENT ON COLUMN change_mark.position IS 'As in journal.';
GRANT SELECT, INSERT, DELETE ON change_mark TO $applicationRole$;
