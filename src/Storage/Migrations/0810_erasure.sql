-- Personal data is erased when its retention period is over (PIPL 47; docs/decisions/0066).
-- serves: 0600

CREATE TABLE erasure (
    person_id uuid        NOT NULL,
    sequence  bigint      NOT NULL CHECK (sequence > 0),
    id        bigint      GENERATED ALWAYS AS IDENTITY UNIQUE,
    erased_on date        NOT NULL,
    at        timestamptz NOT NULL,
    PRIMARY KEY (person_id, sequence)
);
COMMENT ON TABLE erasure IS 'Append-only: one row an erasure, with its event personErased in the journal. Readers of the journal begin after it; silos drop what they have in memory.';
COMMENT ON COLUMN erasure.person_id IS 'Who was erased.';
COMMENT ON COLUMN erasure.sequence IS 'The event in the person''s journal.';
COMMENT ON COLUMN erasure.id IS 'Number in order of writing: only one run erases at a time.';
COMMENT ON COLUMN erasure.erased_on IS 'On which day, by China''s clock. A registration from before is that of an erased person.';
COMMENT ON COLUMN erasure.at IS 'When.';
GRANT SELECT ON erasure TO $applicationRole$;

CREATE TABLE erasure_hold (
    id        bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    person_id uuid        NOT NULL,
    kind      text        NOT NULL CHECK (kind IN ('investigation', 'legalHold')),
    reason    text        NOT NULL CHECK (length(reason) BETWEEN 1 AND 200),
    set_by    text        NOT NULL,
    set_at    timestamptz NOT NULL,
    lifted_by text,
    lifted_at timestamptz,
    CHECK ((lifted_by IS NULL) = (lifted_at IS NULL))
);
CREATE INDEX erasure_hold_person ON erasure_hold (person_id) WHERE lifted_at IS NULL;
COMMENT ON TABLE erasure_hold IS 'Who must not be erased, although the period is over: an investigation, a lawsuit or another legal duty to keep. Rows stay when the hold is lifted.';
COMMENT ON COLUMN erasure_hold.id IS 'Number in order of writing.';
COMMENT ON COLUMN erasure_hold.person_id IS 'Who.';
COMMENT ON COLUMN erasure_hold.kind IS 'investigation or legalHold.';
COMMENT ON COLUMN erasure_hold.reason IS 'The file number and who asked for it; never a name or an identity number.';
COMMENT ON COLUMN erasure_hold.set_by IS 'Who entered it.';
COMMENT ON COLUMN erasure_hold.set_at IS 'When.';
COMMENT ON COLUMN erasure_hold.lifted_by IS 'Who lifted it; null while it holds.';
COMMENT ON COLUMN erasure_hold.lifted_at IS 'When it was lifted.';
GRANT SELECT ON erasure_hold TO $applicationRole$;

-- What an erasure looks up by person, or by the platform's number.
CREATE INDEX count_segment_person ON count_segment (person_id);
CREATE INDEX platform_application_number ON platform_application (number) WHERE number IS NOT NULL;

COMMENT ON COLUMN person.state IS 'The record as JSON, sealed with the person''s data key; empty of an erased person.';
COMMENT ON COLUMN application.non_approval IS 'Why it was not approved, sealed with the person''s data key; null when it was not refused, empty of an erased person.';
COMMENT ON COLUMN service_record.details IS 'Everything else, sealed with the person''s data key and bound to person and sequence; empty of an erased person.';
