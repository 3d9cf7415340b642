-- What lists and searches read of applications and registrations. Written by the person's commit, only when they changed.

CREATE TABLE application (
    number             text        COLLATE "C" PRIMARY KEY,
    person_id          uuid        NOT NULL,
    platform_number    text        COLLATE "C",
    status             text        NOT NULL,
    open               boolean     NOT NULL,
    entered_in_error   boolean     NOT NULL,
    office             text        COLLATE "C" NOT NULL,
    region             text        COLLATE "C" NOT NULL,
    channel            text        NOT NULL,
    by_reference       text,
    submitted_at       timestamptz NOT NULL,
    review_due         date        NOT NULL,
    review_provisional boolean     NOT NULL,
    told_due           date        NOT NULL,
    overdue_since      timestamptz,
    escalated_to       text,
    decided_on         date
) WITH (fillfactor = 85);
COMMENT ON TABLE application IS 'One row an application (失业登记申请): what lists, worklists and exact search need.';
COMMENT ON COLUMN application.number IS '受理编号, also the receipt that the applicant has.';
COMMENT ON COLUMN application.person_id IS 'Whose application.';
COMMENT ON COLUMN application.platform_number IS 'The national platform''s 申请编号.';
COMMENT ON COLUMN application.status IS 'submitted, verifying, correctionAsked, approved, notApproved, withdrawn.';
COMMENT ON COLUMN application.open IS 'Somebody still has to decide.';
COMMENT ON COLUMN application.entered_in_error IS 'Ended as entered in error: kept, but in no list.';
COMMENT ON COLUMN application.office IS 'The office that handles it now.';
COMMENT ON COLUMN application.region IS 'Counting leaf of that office.';
COMMENT ON COLUMN application.channel IS 'platform, online, offline.';
COMMENT ON COLUMN application.by_reference IS 'The by-reference group; null for an ordinary application.';
COMMENT ON COLUMN application.submitted_at IS 'When the person submitted it.';
COMMENT ON COLUMN application.review_due IS 'The last day, inclusive, on which it is decided in time.';
COMMENT ON COLUMN application.review_provisional IS 'The day was computed with a calendar that is not official yet.';
COMMENT ON COLUMN application.told_due IS 'The day that the person was told; only moves later.';
COMMENT ON COLUMN application.overdue_since IS 'Set once the deadline has passed without a decision.';
COMMENT ON COLUMN application.escalated_to IS 'The office whose supervisors got it then.';
COMMENT ON COLUMN application.decided_on IS 'The day of approval, non-approval or withdrawal.';

-- One platform number is one application; one that was ended as entered in error leaves it to the person it belongs to.
CREATE UNIQUE INDEX application_platform_number ON application (platform_number) WHERE platform_number IS NOT NULL AND NOT entered_in_error;
-- The worklists: an office's own, and a region's. Only what is open stands in them.
CREATE INDEX application_open_office ON application (office, review_due, number) WHERE open;
CREATE INDEX application_open_region ON application (review_due, number) INCLUDE (region) WHERE open;
GRANT SELECT, INSERT, UPDATE ON application TO $applicationRole$;

CREATE TABLE registration (
    number                    text     COLLATE "C" PRIMARY KEY,
    person_id                 uuid     NOT NULL,
    application_number        text     COLLATE "C" NOT NULL,
    status                    smallint NOT NULL CHECK (status BETWEEN 1 AND 6),
    office                    text     COLLATE "C" NOT NULL,
    region                    text     COLLATE "C" NOT NULL,
    counted                   boolean  NOT NULL,
    by_reference              text,
    registered_on             date     NOT NULL,
    first_contact_due         date     NOT NULL,
    first_contact_provisional boolean  NOT NULL,
    ended_on                  date,
    exit_reason               smallint,
    -- At most one active registration a person. Deferred: a by-reference case ends in the very commit that opens the ordinary one.
    CONSTRAINT registration_one_active EXCLUDE USING btree (person_id WITH =) WHERE (status = 1) DEFERRABLE INITIALLY DEFERRED
) WITH (fillfactor = 85);
COMMENT ON TABLE registration IS 'One row a registration (失业登记): what lists and exact search need. The unemployment reason is not here: it stands sealed in the state.';
COMMENT ON COLUMN registration.number IS '失业登记号; never changes.';
COMMENT ON COLUMN registration.person_id IS 'Whose registration; another one after two numbers of one person were linked.';
COMMENT ON COLUMN registration.application_number IS 'The application that led to it.';
COMMENT ON COLUMN registration.status IS '1 active, 2 exited, 3 became ordinary, 4 duplicate, 5 moving to another number''s record, 6 entered in error.';
COMMENT ON COLUMN registration.office IS 'The office that holds it.';
COMMENT ON COLUMN registration.region IS 'Counting leaf of that office.';
COMMENT ON COLUMN registration.counted IS 'In the stock of the urban statistics.';
COMMENT ON COLUMN registration.by_reference IS 'The by-reference group; null for an ordinary registration.';
COMMENT ON COLUMN registration.registered_on IS 'The day of registration.';
COMMENT ON COLUMN registration.first_contact_due IS 'The last day, inclusive, of the first contact.';
COMMENT ON COLUMN registration.first_contact_provisional IS 'That day was computed with a calendar that is not official yet.';
COMMENT ON COLUMN registration.ended_on IS 'The day it ended; null while active.';
COMMENT ON COLUMN registration.exit_reason IS 'AJC00A code of the exit.';
GRANT SELECT, INSERT, UPDATE ON registration TO $applicationRole$;
