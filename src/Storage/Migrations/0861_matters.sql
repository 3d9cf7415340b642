-- One matter (一件事): claims beside a registration, the messages to the systems that decide them, and what a comparison of a day found (docs/decisions/0079).
-- serves: 0600

CREATE TABLE matter (
    number           text   COLLATE "C" PRIMARY KEY,
    person_id        uuid   NOT NULL,
    kind             text   NOT NULL,
    state            text   NOT NULL,
    office           text   COLLATE "C" NOT NULL,
    region           text   COLLATE "C" NOT NULL,
    asked_on         date   NOT NULL,
    answer_due       date   NOT NULL,
    revision         int    NOT NULL,
    system_reference text   COLLATE "C"
);
COMMENT ON TABLE matter IS 'Claims beside registrations as they are now, and prefilled applications; written by the persons'' commits.';
COMMENT ON COLUMN matter.number IS 'Number of the matter; of a prefilled application "prefilled", its kind and the person.';
COMMENT ON COLUMN matter.person_id IS 'Whose record holds it.';
COMMENT ON COLUMN matter.kind IS 'benefit or hardship.';
COMMENT ON COLUMN matter.state IS 'asked, sent, inHand, granted, notGranted, withdrawn, failed; prefilled: waits for the person''s application; closed: a prefilled application that was completed or lapsed, or a matter entered in error.';
COMMENT ON COLUMN matter.office IS 'The office that holds the case.';
COMMENT ON COLUMN matter.region IS 'Counting leaf of that office.';
COMMENT ON COLUMN matter.asked_on IS 'Since when it is here.';
COMMENT ON COLUMN matter.answer_due IS 'The last day for the answer, as given to the person; of a prefilled application the last day on which it can be completed.';
COMMENT ON COLUMN matter.revision IS 'The number of its system''s latest answer; 0 for none.';
COMMENT ON COLUMN matter.system_reference IS 'The number at its system; null until that is known.';
CREATE INDEX matter_person ON matter (person_id);
CREATE INDEX matter_office ON matter (office, number) WHERE state <> 'closed';
GRANT SELECT, INSERT, UPDATE ON matter TO $applicationRole$;

CREATE TABLE matter_message (
    id            bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    person_id     uuid        NOT NULL,
    kind          text        NOT NULL,
    matter        text        COLLATE "C" NOT NULL,
    about         text        NOT NULL,
    commit_id     uuid        NOT NULL,
    created_at    timestamptz NOT NULL,
    office        text        COLLATE "C" NOT NULL,
    content       bytea       NOT NULL,
    traceparent   text,
    not_before    timestamptz NOT NULL DEFAULT '-infinity',
    attempts      int         NOT NULL DEFAULT 0,
    lease         uuid,
    leased_until  timestamptz,
    failed_reason text,
    gave_up_at    timestamptz,
    put_back_at   timestamptz,
    sent_at       timestamptz
);
COMMENT ON TABLE matter_message IS 'Messages to the systems of matters, in order for each matter: only its oldest one that has not arrived can be leased. Kept for some time after it arrived, so that it can be sent again.';
COMMENT ON COLUMN matter_message.id IS 'Number in order of writing, for one matter also in order of commits; names the message at its system, so that a repeat is recognised.';
COMMENT ON COLUMN matter_message.person_id IS 'Whose record wrote it.';
COMMENT ON COLUMN matter_message.kind IS 'Whose system: benefit or hardship.';
COMMENT ON COLUMN matter_message.matter IS 'Number of the matter.';
COMMENT ON COLUMN matter_message.about IS 'claimed, attached, withdrawn, objected, or what became of the registration or the number (docs/matters.md).';
COMMENT ON COLUMN matter_message.commit_id IS 'The commit it came with.';
COMMENT ON COLUMN matter_message.created_at IS 'When it was committed, by the clock of the process.';
COMMENT ON COLUMN matter_message.office IS 'The office that held the case after the commit.';
COMMENT ON COLUMN matter_message.content IS 'The body, sealed with the register''s own key.';
COMMENT ON COLUMN matter_message.traceparent IS 'W3C trace context of the write.';
COMMENT ON COLUMN matter_message.not_before IS 'From when on it may be leased: at once, when a lease runs out, or when it is to be tried again.';
COMMENT ON COLUMN matter_message.attempts IS 'How often it was leased since it was written or last put back by an operator.';
COMMENT ON COLUMN matter_message.lease IS 'Who is sending it at present; null when nobody is.';
COMMENT ON COLUMN matter_message.leased_until IS 'After this moment anybody may lease it again.';
COMMENT ON COLUMN matter_message.failed_reason IS 'Why the latest attempt failed; nothing personal.';
COMMENT ON COLUMN matter_message.gave_up_at IS 'Since when it is not tried again by itself; null while it is. It holds back the matter''s later ones until an operator sends it again.';
COMMENT ON COLUMN matter_message.put_back_at IS 'When it was last put back to be sent; null where it never was.';
COMMENT ON COLUMN matter_message.sent_at IS 'When its system confirmed it; null while it has not.';
CREATE INDEX matter_message_waiting ON matter_message (matter, id) WHERE sent_at IS NULL;
CREATE INDEX matter_message_due ON matter_message (not_before, id) WHERE sent_at IS NULL AND gave_up_at IS NULL;
CREATE INDEX matter_message_gave_up ON matter_message (gave_up_at, id) WHERE gave_up_at IS NOT NULL;
CREATE INDEX matter_message_sent ON matter_message (sent_at, id) WHERE sent_at IS NOT NULL;
CREATE INDEX matter_message_person ON matter_message (person_id);
ALTER TABLE matter_message SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
GRANT SELECT, INSERT, UPDATE, DELETE ON matter_message TO $applicationRole$;

CREATE TABLE matter_difference (
    kind        text        NOT NULL,
    day         date        NOT NULL,
    matter      text        COLLATE "C" NOT NULL,
    difference  text        NOT NULL,
    there       text,
    here        text,
    found_at    timestamptz NOT NULL,
    settled     text,
    PRIMARY KEY (kind, day, matter)
);
COMMENT ON TABLE matter_difference IS 'What the latest comparison of a day with the system of a matter found. Holds nothing of a person but the matter''s number.';
COMMENT ON COLUMN matter_difference.kind IS 'Whose system: benefit or hardship.';
COMMENT ON COLUMN matter_difference.day IS 'The day that was compared.';
COMMENT ON COLUMN matter_difference.matter IS 'Number of the matter.';
COMMENT ON COLUMN matter_difference.difference IS 'missingThere: it confirmed the claim and does not list it; unknownHere; answerMissing: it has a newer answer than the register; differs: the same answer says something else.';
COMMENT ON COLUMN matter_difference.there IS 'State at the system.';
COMMENT ON COLUMN matter_difference.here IS 'State here.';
COMMENT ON COLUMN matter_difference.found_at IS 'When.';
COMMENT ON COLUMN matter_difference.settled IS 'sentAgain: the register sends the claim again; askedAgain: the system was asked to send its answer again; null: an operator must look.';
CREATE INDEX matter_difference_found ON matter_difference (found_at DESC);
GRANT SELECT, INSERT, UPDATE, DELETE ON matter_difference TO $applicationRole$;
