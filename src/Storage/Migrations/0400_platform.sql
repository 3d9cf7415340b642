-- The national platform: what sending needs besides the lease, what was sent, what was downloaded, the days, and what operators ordered.

ALTER TABLE platform_item
    ADD COLUMN region        text        COLLATE "C" NOT NULL DEFAULT '',
    ADD COLUMN office        text        COLLATE "C" NOT NULL DEFAULT '',
    ADD COLUMN not_before    timestamptz NOT NULL DEFAULT '-infinity',
    ADD COLUMN waiting_since timestamptz,
    ADD COLUMN listed_at     timestamptz,
    ADD COLUMN by_hand       boolean     NOT NULL DEFAULT false,
    ADD COLUMN reason_code   text,
    ADD COLUMN reason        bytea,
    ADD COLUMN round         int         NOT NULL DEFAULT 0,
    ADD CONSTRAINT platform_item_by_hand_is_listed CHECK (listed_at IS NOT NULL OR NOT by_hand);
COMMENT ON COLUMN platform_item.content IS 'The content, sealed with the person''s data key: it is erased with the person, also where it is kept after it was sent. Rows from before 0400 are sealed with the register''s own key.';
COMMENT ON COLUMN platform_item.region IS 'The counting leaf that it belongs to. Empty where no office ever had the case.';
COMMENT ON COLUMN platform_item.office IS 'The office that held the case after the commit: who may see it on the list. Empty where there was none.';
COMMENT ON COLUMN platform_item.not_before IS 'From when on it may be leased: at once, when a lease runs out, or when it is to be tried again. One that waits behind a refused one of its person sleeps until infinity, and is woken when that one is gone.';
COMMENT ON COLUMN platform_item.waiting_since IS 'When it was committed or last put back to be sent.';
COMMENT ON COLUMN platform_item.listed_at IS 'Since when it is on the operators'' list and not sent by itself; null while it is.';
COMMENT ON COLUMN platform_item.by_hand IS 'On the list because the platform has no interface for it: to report by hand. It holds back none of the person''s later items; a refused one does.';
COMMENT ON COLUMN platform_item.reason_code IS 'Why it is refused: the platform''s code, or the mapping''s.';
COMMENT ON COLUMN platform_item.reason IS 'Why it is refused, in words, sealed with the register''s own key: they may quote what was sent.';
COMMENT ON COLUMN platform_item.round IS 'How often it was put back to be sent.';
COMMENT ON COLUMN platform_item.attempts IS 'How often it was leased since it was written or last put back.';

UPDATE platform_item SET waiting_since = created_at, by_hand = kind = 'link', listed_at = CASE WHEN kind = 'link' THEN created_at END;
UPDATE platform_item AS i SET region = s.region, office = s.office FROM person_search AS s WHERE s.person_id = i.person_id AND s.region IS NOT NULL AND s.office IS NOT NULL;
ALTER TABLE platform_item ALTER COLUMN waiting_since SET NOT NULL;

-- One waits for another of the same person: both are found by these two. What is leased, put off or asleep is not looked at before its time. The rest of the
-- second is for the figures of what waits, which read nothing else.
DROP INDEX platform_item_person;
CREATE INDEX platform_item_person ON platform_item (person_id, id) WHERE NOT by_hand;
CREATE INDEX platform_item_due ON platform_item (not_before, id) INCLUDE (person_id, waiting_since) WHERE listed_at IS NULL;
CREATE INDEX platform_item_listed ON platform_item (listed_at, id) INCLUDE (person_id, office, by_hand) WHERE listed_at IS NOT NULL;
CREATE INDEX platform_item_day ON platform_item (event_on) WHERE NOT by_hand;
ALTER TABLE platform_item SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);

CREATE TABLE platform_sent (
    id            bigint      PRIMARY KEY,
    person_id     uuid        NOT NULL,
    kind          text        NOT NULL,
    key           text        NOT NULL,
    region        text        COLLATE "C" NOT NULL,
    office        text        COLLATE "C" NOT NULL,
    event_on      date        NOT NULL,
    commit_id     uuid        NOT NULL,
    created_at    timestamptz NOT NULL,
    outcome       text        NOT NULL CHECK (outcome IN ('accepted', 'byHand', 'skipped')),
    done_at       timestamptz NOT NULL,
    attempts      int         NOT NULL,
    round         int         NOT NULL,
    content       bytea       NOT NULL
);
COMMENT ON TABLE platform_sent IS 'What the platform accepted, and what an operator took off the list. An item moves here from platform_item in the commit that marks it, and back when it is to be sent again: it is never in both.';
COMMENT ON COLUMN platform_sent.id IS 'The id that it had in platform_item, and has there again when it is put back.';
COMMENT ON COLUMN platform_sent.person_id IS 'Whose item.';
COMMENT ON COLUMN platform_sent.kind IS 'As in platform_item.';
COMMENT ON COLUMN platform_sent.key IS 'As in platform_item.';
COMMENT ON COLUMN platform_sent.region IS 'As in platform_item.';
COMMENT ON COLUMN platform_sent.office IS 'As in platform_item.';
COMMENT ON COLUMN platform_sent.event_on IS 'As in platform_item.';
COMMENT ON COLUMN platform_sent.commit_id IS 'As in platform_item.';
COMMENT ON COLUMN platform_sent.created_at IS 'As in platform_item.';
COMMENT ON COLUMN platform_sent.outcome IS 'accepted: the platform has it; byHand: an operator reported it; skipped: an operator decided that it is not sent.';
COMMENT ON COLUMN platform_sent.done_at IS 'When it was accepted or taken off the list.';
COMMENT ON COLUMN platform_sent.attempts IS 'How often it was leased in its last round.';
COMMENT ON COLUMN platform_sent.round IS 'As in platform_item.';
COMMENT ON COLUMN platform_sent.content IS 'As in platform_item: kept so that a day can be sent again.';
CREATE INDEX platform_sent_day ON platform_sent (event_on, region, kind);
ALTER TABLE platform_sent SET (autovacuum_analyze_scale_factor = 0.02);
GRANT SELECT, INSERT, UPDATE, DELETE ON platform_sent TO $applicationRole$;

CREATE TABLE platform_application (
    id            bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    region        text        COLLATE "C" NOT NULL,
    number        text        COLLATE "C",
    version       int         NOT NULL,
    place         numeric,
    digest        bytea       NOT NULL,
    content       bytea,
    status        text        NOT NULL CHECK (status IN ('pending', 'handedOver', 'refused', 'superseded')),
    application   text,
    refusal_field text,
    refusal       bytea,
    stored_at     timestamptz NOT NULL,
    settled_at    timestamptz,
    UNIQUE (region, number, version)
);
COMMENT ON TABLE platform_application IS 'Applications downloaded from the platform, stored before they are acknowledged. One whose number has other content than before is a row of its own.';
COMMENT ON COLUMN platform_application.id IS 'Number in order of writing.';
COMMENT ON COLUMN platform_application.region IS 'Of which region''s stream.';
COMMENT ON COLUMN platform_application.number IS 'The platform''s number; null when it came without one that can be used.';
COMMENT ON COLUMN platform_application.version IS '1 for the first content under the number.';
COMMENT ON COLUMN platform_application.place IS 'Its cursor in the stream, which tells newer from older content; null when it was no number.';
COMMENT ON COLUMN platform_application.digest IS 'Keyed hash of the content, by which a repeat is known.';
COMMENT ON COLUMN platform_application.content IS 'As it came, sealed with the register''s own key; null as soon as the person''s record has it.';
COMMENT ON COLUMN platform_application.status IS 'pending: waits to be handed over; handedOver: the person''s record has it; refused: waits for an operator; superseded: came after newer content of the same number.';
COMMENT ON COLUMN platform_application.application IS 'The register''s application number, when it was handed over.';
COMMENT ON COLUMN platform_application.refusal_field IS 'The field at fault, in the register''s names.';
COMMENT ON COLUMN platform_application.refusal IS 'Why it is refused, sealed with the register''s own key: the words may quote the value.';
COMMENT ON COLUMN platform_application.stored_at IS 'When it was stored.';
COMMENT ON COLUMN platform_application.settled_at IS 'When it was handed over, refused or superseded.';
CREATE INDEX platform_application_pending ON platform_application (region, id) WHERE status = 'pending';
CREATE INDEX platform_application_refused ON platform_application (settled_at, id) INCLUDE (region) WHERE status = 'refused';
GRANT SELECT, INSERT, UPDATE ON platform_application TO $applicationRole$;

CREATE TABLE platform_cursor (
    region   text        COLLATE "C" PRIMARY KEY,
    cursor   text        NOT NULL,
    place    numeric     NOT NULL,
    moved_at timestamptz NOT NULL DEFAULT grid_now()
);
COMMENT ON TABLE platform_cursor IS 'How far each region''s applications are stored and acknowledged. Only goes forward.';
COMMENT ON COLUMN platform_cursor.region IS 'Of which region''s stream.';
COMMENT ON COLUMN platform_cursor.cursor IS 'The cursor as the platform wrote it.';
COMMENT ON COLUMN platform_cursor.place IS 'The same as a number.';
COMMENT ON COLUMN platform_cursor.moved_at IS 'When it last went forward.';
GRANT SELECT, INSERT, UPDATE ON platform_cursor TO $applicationRole$;

CREATE TABLE platform_day (
    day           date        NOT NULL,
    revision      int         NOT NULL,
    expected      jsonb       NOT NULL,
    accepted      jsonb       NOT NULL,
    held          jsonb,
    missing       bigint      NOT NULL,
    reconciled    boolean     NOT NULL,
    closed_at     timestamptz NOT NULL,
    reconciled_at timestamptz,
    PRIMARY KEY (day, revision)
);
COMMENT ON TABLE platform_day IS 'Append-only: the manifests of the days of the sync. The highest revision of a day is in force, the others are its history.';
COMMENT ON COLUMN platform_day.day IS 'The day that the items belong to.';
COMMENT ON COLUMN platform_day.revision IS '1 when it was first closed; one more each time when something differed.';
COMMENT ON COLUMN platform_day.expected IS 'What the register made for it: count and digest of keys by region and kind.';
COMMENT ON COLUMN platform_day.accepted IS 'What the platform accepted, in the same way.';
COMMENT ON COLUMN platform_day.held IS 'What the platform''s statistics say; null while it has not answered.';
COMMENT ON COLUMN platform_day.missing IS 'By how many items expected and held differ.';
COMMENT ON COLUMN platform_day.reconciled IS 'Whether expected and held are the same.';
COMMENT ON COLUMN platform_day.closed_at IS 'When this manifest was made.';
COMMENT ON COLUMN platform_day.reconciled_at IS 'When it was compared; null while it was not.';
GRANT SELECT, INSERT ON platform_day TO $applicationRole$;

CREATE TABLE platform_order (
    id             bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind           text        NOT NULL,
    ordered_by     text        NOT NULL,
    reason         text        NOT NULL,
    at             timestamptz NOT NULL,
    item_id        bigint,
    item_key       text,
    person_id      uuid,
    application_id bigint,
    day_from       date,
    day_to         date,
    region         text        COLLATE "C",
    item_kind      text,
    items          bigint      NOT NULL
);
COMMENT ON TABLE platform_order IS 'Append-only: what operators ordered of the sync, written in the same commit as its effect.';
COMMENT ON COLUMN platform_order.id IS 'Number in order of writing.';
COMMENT ON COLUMN platform_order.kind IS 'resend, skip, reportedByHand, resendDays, retryApplication, pause, resume.';
COMMENT ON COLUMN platform_order.ordered_by IS 'Subject of the token.';
COMMENT ON COLUMN platform_order.reason IS 'Why, in the operator''s words.';
COMMENT ON COLUMN platform_order.at IS 'When, by the clock of the process.';
COMMENT ON COLUMN platform_order.item_id IS 'The item; null when it concerns several or none.';
COMMENT ON COLUMN platform_order.item_key IS 'Its key.';
COMMENT ON COLUMN platform_order.person_id IS 'Whose item.';
COMMENT ON COLUMN platform_order.application_id IS 'The downloaded application.';
COMMENT ON COLUMN platform_order.day_from IS 'Of days that are sent again: the first.';
COMMENT ON COLUMN platform_order.day_to IS 'The last, inclusive.';
COMMENT ON COLUMN platform_order.region IS 'Leading digits of the regions; null for all.';
COMMENT ON COLUMN platform_order.item_kind IS 'Kind of items; null for all.';
COMMENT ON COLUMN platform_order.items IS 'How many items it concerned.';
CREATE INDEX platform_order_pause ON platform_order (id) WHERE kind IN ('pause', 'resume');
GRANT SELECT, INSERT ON platform_order TO $applicationRole$;
