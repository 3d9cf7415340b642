-- Contacts, services and steps to policies, one row each, for the offices' figures; the journal holds them whole.

CREATE TABLE service_record (
    person_id    uuid     NOT NULL,
    sequence     bigint   NOT NULL CHECK (sequence > 0),
    kind         smallint NOT NULL CHECK (kind BETWEEN 1 AND 3),
    registration text     COLLATE "C" NOT NULL,
    on_date      date     NOT NULL,
    office       text     COLLATE "C" NOT NULL,
    recorded_by  text     COLLATE "C" NOT NULL,
    code         text     NOT NULL,
    result       text     NOT NULL,
    reached      boolean,
    details      bytea    NOT NULL,
    PRIMARY KEY (person_id, sequence)
);
COMMENT ON TABLE service_record IS 'One row a contact, service or policy step that was recorded. Added by the commit that recorded it, never changed.';
COMMENT ON COLUMN service_record.person_id IS 'Whom it was given to.';
COMMENT ON COLUMN service_record.sequence IS 'The journal entry that holds it.';
COMMENT ON COLUMN service_record.kind IS '1 contact, 2 service, 3 policy step.';
COMMENT ON COLUMN service_record.registration IS 'The registration under which it was given.';
COMMENT ON COLUMN service_record.on_date IS 'The day on which it happened (Asia/Shanghai).';
COMMENT ON COLUMN service_record.office IS 'The office that did it.';
COMMENT ON COLUMN service_record.recorded_by IS 'Who recorded it: subject of the token.';
COMMENT ON COLUMN service_record.code IS 'Channel of a contact, item of a service, code of a policy.';
COMMENT ON COLUMN service_record.result IS 'Outcome, result or step.';
COMMENT ON COLUMN service_record.reached IS 'Of a contact: whether the person was reached.';
COMMENT ON COLUMN service_record.details IS 'Everything else, sealed with the person''s data key and bound to person and sequence.';
CREATE INDEX service_record_office ON service_record (office, on_date);
CREATE INDEX service_record_on ON service_record USING brin (on_date);
GRANT SELECT, INSERT ON service_record TO $applicationRole$;

-- Of performance: refusals by reason. Sealed, because one of the reasons tells of the person's health.
ALTER TABLE application ADD COLUMN non_approval bytea;
COMMENT ON COLUMN application.non_approval IS 'Why it was not approved, sealed with the person''s data key; null when it was not refused.';
CREATE INDEX application_refused ON application (decided_on, office) WHERE non_approval IS NOT NULL;
