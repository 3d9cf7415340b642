-- What counting needs of a commit: entries that name their event, and journal entries that say what the statistics see from then on.

ALTER TABLE count_entry
    ADD COLUMN sequence   bigint      NOT NULL,
    ADD COLUMN ordinal    smallint    NOT NULL,
    ADD COLUMN created_at timestamptz NOT NULL;
COMMENT ON COLUMN count_entry.sequence IS 'The journal entry that it follows from.';
COMMENT ON COLUMN count_entry.ordinal IS 'Position among the entries of that event, from 0.';
COMMENT ON COLUMN count_entry.created_at IS 'When it was committed, by the clock of the process.';

ALTER TABLE journal ADD COLUMN standing jsonb;
COMMENT ON COLUMN journal.standing IS 'What the statistics see of the person from this event on, {} when nothing; null where the event changes nothing of it. A recount reads these rows alone.';
CREATE INDEX journal_statistical ON journal (at, person_id, sequence) WHERE standing IS NOT NULL OR event = 'enteredInError';
