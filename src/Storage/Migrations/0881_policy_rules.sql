-- Rules of who may be entitled to a policy, the runs that look for them, and the exchange with civil affairs (79/2020 (三), (五)).
-- serves: 0600

ALTER TABLE service_record DROP CONSTRAINT service_record_kind_check;
ALTER TABLE service_record ADD CONSTRAINT service_record_kind_check CHECK (kind BETWEEN 1 AND 5) NOT VALID;
COMMENT ON COLUMN service_record.kind IS '1 contact, 2 service, 3 policy step, 4 a rule that the person fulfils or not any more, 5 on the list for civil affairs or not any more.';
COMMENT ON COLUMN service_record.code IS 'Channel of a contact, item of a service, code of a policy, id of a rule; allowance of the list for civil affairs.';
CREATE INDEX service_record_rule ON service_record (person_id, code, sequence DESC) INCLUDE (result) WHERE kind = 4;
CREATE INDEX service_record_listed ON service_record (person_id, sequence) INCLUDE (result) WHERE kind = 5;

CREATE TABLE policy_rule (
    rule        text        COLLATE "C" NOT NULL,
    version     integer     NOT NULL CHECK (version > 0),
    status      text        COLLATE "C" NOT NULL CHECK (status IN ('proposed', 'approved', 'rejected')),
    body        jsonb       NOT NULL,
    ends_on     date,
    proposed_by text        NOT NULL,
    proposed_at timestamptz NOT NULL,
    decided_by  text,
    decided_at  timestamptz,
    ended_by    text,
    released_at timestamptz,
    changes     integer     NOT NULL DEFAULT 0,
    PRIMARY KEY (rule, version),
    CHECK ((status = 'proposed') = (decided_by IS NULL)),
    CHECK (decided_by IS NULL OR decided_by <> proposed_by)
);
COMMENT ON TABLE policy_rule IS 'One row a version of an eligibility rule. What was proposed never changes; nothing is deleted.';
COMMENT ON COLUMN policy_rule.rule IS 'The rule''s id.';
COMMENT ON COLUMN policy_rule.version IS 'From 1, for each rule.';
COMMENT ON COLUMN policy_rule.status IS 'proposed by one official, approved or rejected by another.';
COMMENT ON COLUMN policy_rule.body IS 'The rule as proposed: purpose, policy, texts, condition, first and last day, terms, limit.';
COMMENT ON COLUMN policy_rule.ends_on IS 'The last day, where the rule was ended before the one in its body.';
COMMENT ON COLUMN policy_rule.proposed_by IS 'Subject of the token.';
COMMENT ON COLUMN policy_rule.proposed_at IS 'When.';
COMMENT ON COLUMN policy_rule.decided_by IS 'Who approved or rejected it; another than who proposed it.';
COMMENT ON COLUMN policy_rule.decided_at IS 'When.';
COMMENT ON COLUMN policy_rule.ended_by IS 'Who ended it early.';
COMMENT ON COLUMN policy_rule.released_at IS 'When its first run was done: from then on it is looked at with each command to a person.';
COMMENT ON COLUMN policy_rule.changes IS 'Raised with each change, so that processes see that they must read again.';
CREATE UNIQUE INDEX policy_rule_waiting ON policy_rule (rule) WHERE status = 'proposed';
GRANT SELECT, INSERT, UPDATE ON policy_rule TO $applicationRole$;

CREATE TABLE policy_run (
    id         uuid        PRIMARY KEY,
    rule       text        COLLATE "C" NOT NULL,
    version    integer     NOT NULL,
    day        date        NOT NULL,
    opened_at  timestamptz NOT NULL,
    opened_by  text        NOT NULL,
    status     text        COLLATE "C" NOT NULL CHECK (status IN ('running', 'asking', 'done', 'cancelled')),
    position   uuid,
    looked     bigint      NOT NULL DEFAULT 0,
    told       bigint      NOT NULL DEFAULT 0,
    ended      bigint      NOT NULL DEFAULT 0,
    failed     bigint      NOT NULL DEFAULT 0,
    allowed    bigint      NOT NULL,
    allowed_by text,
    allowed_why text,
    worked_at  timestamptz,
    ended_at   timestamptz,
    FOREIGN KEY (rule, version) REFERENCES policy_rule (rule, version)
) WITH (fillfactor = 70);
COMMENT ON TABLE policy_run IS 'One row a run of a rule over all registered persons: how far it is.';
COMMENT ON COLUMN policy_run.id IS 'Its identifier.';
COMMENT ON COLUMN policy_run.rule IS 'The rule.';
COMMENT ON COLUMN policy_run.version IS 'Its version.';
COMMENT ON COLUMN policy_run.day IS 'The day (Asia/Shanghai) for which it was opened.';
COMMENT ON COLUMN policy_run.opened_at IS 'When.';
COMMENT ON COLUMN policy_run.opened_by IS 'Subject of the token; register for the night''s runs.';
COMMENT ON COLUMN policy_run.status IS 'running; asking: the limit is reached and an operator decides; done; cancelled.';
COMMENT ON COLUMN policy_run.position IS 'The last person that was looked at; the run goes through the registered persons in the order of their ids.';
COMMENT ON COLUMN policy_run.looked IS 'Persons looked at.';
COMMENT ON COLUMN policy_run.told IS 'Persons told.';
COMMENT ON COLUMN policy_run.ended IS 'Persons who do not fulfil the rule any more.';
COMMENT ON COLUMN policy_run.failed IS 'Persons who could not be reached; the next run does it.';
COMMENT ON COLUMN policy_run.allowed IS 'Persons that it may tell before it asks.';
COMMENT ON COLUMN policy_run.allowed_by IS 'Who allowed it more.';
COMMENT ON COLUMN policy_run.allowed_why IS 'Why, sealed with the register''s own key.';
COMMENT ON COLUMN policy_run.worked_at IS 'When it was last moved on.';
COMMENT ON COLUMN policy_run.ended_at IS 'When it was done or cancelled.';
CREATE UNIQUE INDEX policy_run_open ON policy_run (rule) WHERE status IN ('running', 'asking');
CREATE INDEX policy_run_latest ON policy_run (rule, opened_at DESC);
GRANT SELECT, INSERT, UPDATE ON policy_run TO $applicationRole$;

CREATE TABLE allowance_exchange (
    number     integer     PRIMARY KEY CHECK (number > 0),
    day        date        NOT NULL UNIQUE,
    made_at    timestamptz NOT NULL
);
COMMENT ON TABLE allowance_exchange IS 'One row a day''s list for civil affairs (民政), 79/2020 (五).';
COMMENT ON COLUMN allowance_exchange.number IS 'From 1, without gaps.';
COMMENT ON COLUMN allowance_exchange.day IS 'The day (Asia/Shanghai).';
COMMENT ON COLUMN allowance_exchange.made_at IS 'When the changes were taken together.';
GRANT SELECT, INSERT, UPDATE ON allowance_exchange TO $applicationRole$;

CREATE TABLE allowance_line (
    person_id    uuid     NOT NULL,
    sequence     bigint   NOT NULL,
    exchange     integer  NOT NULL REFERENCES allowance_exchange (number),
    ordinal      integer,
    change       text     COLLATE "C" NOT NULL CHECK (change IN ('added', 'changed', 'removed')),
    delivered_at timestamptz,
    PRIMARY KEY (person_id, sequence)
);
COMMENT ON TABLE allowance_line IS 'Every change of the list, once, and the exchange that took it. No name is here: what travels is read from the record when it travels.';
COMMENT ON COLUMN allowance_line.person_id IS 'Whose change.';
COMMENT ON COLUMN allowance_line.sequence IS 'The journal entry that it follows from.';
COMMENT ON COLUMN allowance_line.exchange IS 'The exchange that took it.';
COMMENT ON COLUMN allowance_line.ordinal IS 'Its line there, from 1; null where a later change of the same day says all, or civil affairs never had the person.';
COMMENT ON COLUMN allowance_line.change IS 'What civil affairs are told.';
COMMENT ON COLUMN allowance_line.delivered_at IS 'When it was first read by civil affairs; null while it was not.';
CREATE UNIQUE INDEX allowance_line_place ON allowance_line (exchange, ordinal) WHERE ordinal IS NOT NULL;
GRANT SELECT, INSERT, UPDATE ON allowance_line TO $applicationRole$;
