-- Households whose recognition as one with nobody in work is looked after (docs/decisions/0081).
-- serves: 0600

CREATE TABLE household (
    id            uuid        PRIMARY KEY,
    office        text        COLLATE "C" NOT NULL,
    state         smallint    NOT NULL CHECK (state BETWEEN 1 AND 4),
    version       int         NOT NULL CHECK (version > 0),
    others        jsonb       NOT NULL,
    created_at    timestamptz NOT NULL,
    proposed_by   text,
    recognised_on date,
    ended_on      date,
    CONSTRAINT household_proposed CHECK ((state = 2) = (proposed_by IS NOT NULL)),
    CONSTRAINT household_recognised CHECK (state <> 3 OR recognised_on IS NOT NULL),
    CONSTRAINT household_ended CHECK ((state = 4) = (ended_on IS NOT NULL))
);
COMMENT ON TABLE household IS 'Households (家庭), as far as offices look after their recognition as one with nobody in work (零就业家庭).';
COMMENT ON COLUMN household.id IS 'In addresses and, as 32 digits, in the records of the members.';
COMMENT ON COLUMN household.office IS 'The office that looks after it.';
COMMENT ON COLUMN household.state IS '1 entered, 2 recognition proposed, 3 recognised, 4 ended.';
COMMENT ON COLUMN household.version IS 'How often it was changed: a write names the one that it has read.';
COMMENT ON COLUMN household.others IS 'Members whom the register does not know: relationship and number, no names.';
COMMENT ON COLUMN household.created_at IS 'When it was entered.';
COMMENT ON COLUMN household.proposed_by IS 'Who proposed the recognition that waits: another person confirms it.';
COMMENT ON COLUMN household.recognised_on IS 'Since when it is recognised; also of one that has ended.';
COMMENT ON COLUMN household.ended_on IS 'When it ended.';

CREATE TABLE household_member (
    household_id uuid        NOT NULL REFERENCES household (id),
    person_id    uuid        NOT NULL,
    relationship text        COLLATE "C" NOT NULL,
    since        timestamptz NOT NULL,
    until        timestamptz,
    PRIMARY KEY (household_id, person_id, since),
    CONSTRAINT household_member_until CHECK (until >= since)
);
COMMENT ON TABLE household_member IS 'Registered members, now and before: identifiers alone. Names are in their records.';
COMMENT ON COLUMN household_member.household_id IS 'The household.';
COMMENT ON COLUMN household_member.person_id IS 'The person.';
COMMENT ON COLUMN household_member.relationship IS 'Code list household-relationship.';
COMMENT ON COLUMN household_member.since IS 'When the member was added.';
COMMENT ON COLUMN household_member.until IS 'When the member was removed; null while a member.';
CREATE UNIQUE INDEX household_member_one ON household_member (person_id) WHERE until IS NULL;
CREATE INDEX household_member_person ON household_member (person_id);

CREATE TABLE household_event (
    household_id uuid        NOT NULL REFERENCES household (id),
    version      int         NOT NULL CHECK (version > 0),
    act          smallint    NOT NULL CHECK (act BETWEEN 1 AND 8),
    by           text        NOT NULL,
    at           timestamptz NOT NULL,
    evidence     text,
    note         text,
    PRIMARY KEY (household_id, version)
);
COMMENT ON TABLE household_event IS 'What was done with a household, by whom and when; append-only.';
COMMENT ON COLUMN household_event.household_id IS 'The household.';
COMMENT ON COLUMN household_event.version IS 'The version that it made.';
COMMENT ON COLUMN household_event.act IS '1 entered, 2 member added, 3 member removed, 4 recognition proposed, 5 confirmed, 6 rejected, 7 checked, 8 ended.';
COMMENT ON COLUMN household_event.by IS 'Subject of the token.';
COMMENT ON COLUMN household_event.at IS 'When.';
COMMENT ON COLUMN household_event.evidence IS 'On what it rests, sealed with the register''s own key: people write names there.';
COMMENT ON COLUMN household_event.note IS 'Why, sealed in the same way.';

GRANT SELECT, INSERT, UPDATE ON household, household_member TO $applicationRole$;
GRANT SELECT, INSERT ON household_event TO $applicationRole$;
