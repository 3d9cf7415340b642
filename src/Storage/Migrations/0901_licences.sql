-- Electronic licences (电子证照) of certificates: items for the province's platform wait with the messages to the systems of matters (docs/decisions/0087).
-- serves: 0600

ALTER TABLE matter_message ADD COLUMN settled_at timestamptz, ADD COLUMN settled_by text, ADD COLUMN settled_how text;
COMMENT ON TABLE matter_message IS 'Messages to other systems (those of matters, electronic licences), in order for each subject: only its oldest one that has not arrived can be leased. Kept for some time after it arrived, so that it can be sent again.';
COMMENT ON COLUMN matter_message.kind IS 'Whose system: benefit, hardship or licence.';
COMMENT ON COLUMN matter_message.matter IS 'What it belongs to: number of the matter; of licence the number of the registration that the certificate is of.';
COMMENT ON COLUMN matter_message.about IS 'What happened (docs/matters.md, docs/licences.md).';
COMMENT ON COLUMN matter_message.content IS 'The body, sealed with the register''s own key; empty once it was settled.';
COMMENT ON COLUMN matter_message.sent_at IS 'When its system confirmed it, or it was settled; null while neither is so.';
COMMENT ON COLUMN matter_message.settled_at IS 'When an operator took it off the list without sending it; null where nobody did. Such a row stays.';
COMMENT ON COLUMN matter_message.settled_by IS 'The operator''s subject.';
COMMENT ON COLUMN matter_message.settled_how IS 'byHand: its system has it another way; skipped: it need not be sent.';
COMMENT ON COLUMN matter_difference.kind IS 'Whose system: benefit, hardship or licence.';
COMMENT ON COLUMN matter_difference.matter IS 'Number of the matter; of licence the number of the certificate.';

CREATE TABLE licence (
    registration text        COLLATE "C" PRIMARY KEY,
    person_id    uuid        NOT NULL,
    certificate  text        COLLATE "C" NOT NULL,
    state        text        NOT NULL,
    message      bigint      NOT NULL,
    confirmed_at timestamptz NOT NULL
);
COMMENT ON TABLE licence IS 'What the platform of electronic licences has confirmed of each registration''s latest certificate; written when an item is marked as sent.';
COMMENT ON COLUMN licence.registration IS 'Number of the registration.';
COMMENT ON COLUMN licence.person_id IS 'Whose record wrote the item.';
COMMENT ON COLUMN licence.certificate IS 'Number of the certificate.';
COMMENT ON COLUMN licence.state IS 'What it is worth (CertificateState); lost: the platform confirmed it and has it no longer, and no item of it is kept.';
COMMENT ON COLUMN licence.message IS 'The item, in matter_message.';
COMMENT ON COLUMN licence.confirmed_at IS 'When the platform confirmed it.';
CREATE INDEX licence_certificate ON licence (certificate);
CREATE INDEX licence_confirmed ON licence (confirmed_at);
CREATE INDEX licence_person ON licence (person_id);
GRANT SELECT, INSERT, UPDATE ON licence TO $applicationRole$;

CREATE TABLE licence_day (
    day         date        PRIMARY KEY,
    compared_at timestamptz NOT NULL,
    there       int         NOT NULL
);
COMMENT ON TABLE licence_day IS 'Days that were compared with the platform of electronic licences; what was found is in matter_difference.';
COMMENT ON COLUMN licence_day.day IS 'The day.';
COMMENT ON COLUMN licence_day.compared_at IS 'When, the last time.';
COMMENT ON COLUMN licence_day.there IS 'How many certificates the platform listed.';
GRANT SELECT, INSERT, UPDATE ON licence_day TO $applicationRole$;

CREATE TABLE licence_backfill (
    one          boolean     PRIMARY KEY DEFAULT true CHECK (one),
    ordered_by   text        NOT NULL,
    ordered_at   timestamptz NOT NULL,
    place_day    date        NOT NULL,
    place_number text        COLLATE "C" NOT NULL,
    walked       bigint      NOT NULL,
    made         bigint      NOT NULL,
    unread       bigint      NOT NULL,
    ended_at     timestamptz
);
COMMENT ON TABLE licence_backfill IS 'The latest backfill of certificates that the platform of electronic licences does not know as they are.';
COMMENT ON COLUMN licence_backfill.one IS 'There is one row at most.';
COMMENT ON COLUMN licence_backfill.ordered_by IS 'The operator''s subject.';
COMMENT ON COLUMN licence_backfill.ordered_at IS 'When it was ordered.';
COMMENT ON COLUMN licence_backfill.place_day IS 'Day of the last registration that was looked at.';
COMMENT ON COLUMN licence_backfill.place_number IS 'Its number.';
COMMENT ON COLUMN licence_backfill.walked IS 'How many registrations were looked at.';
COMMENT ON COLUMN licence_backfill.made IS 'How many items were written.';
COMMENT ON COLUMN licence_backfill.unread IS 'How many records could not be read.';
COMMENT ON COLUMN licence_backfill.ended_at IS 'When it was over; null while it runs.';
GRANT SELECT, INSERT, UPDATE ON licence_backfill TO $applicationRole$;
