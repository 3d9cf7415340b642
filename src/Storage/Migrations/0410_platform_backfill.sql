-- Uploading what the platform was never told: registrations from before the sync, or taken into the register in bulk.

CREATE TABLE platform_backfill (
    id            uuid             PRIMARY KEY,
    kind          text             NOT NULL CHECK (kind IN ('registrations', 'allValid')),
    day_from      date,
    day_to        date,
    region        text             COLLATE "C",
    again         boolean          NOT NULL,
    status        text             NOT NULL CHECK (status IN ('running', 'paused', 'done', 'cancelled')),
    rate          int              NOT NULL CHECK (rate > 0),
    backlog       int              NOT NULL CHECK (backlog > 0),
    total         bigint,
    place_day     date,
    place_number  text             COLLATE "C",
    row_count     bigint           NOT NULL DEFAULT 0,
    made          bigint           NOT NULL DEFAULT 0,
    put_back      bigint           NOT NULL DEFAULT 0,
    known         bigint           NOT NULL DEFAULT 0,
    skipped       bigint           NOT NULL DEFAULT 0,
    failed        bigint           NOT NULL DEFAULT 0,
    measured      double precision,
    ordered_by    text             NOT NULL,
    reason        text             NOT NULL,
    ordered_at    timestamptz      NOT NULL,
    moved_at      timestamptz,
    ended_at      timestamptz,
    CONSTRAINT platform_backfill_place CHECK ((place_day IS NULL) = (place_number IS NULL))
);
COMMENT ON TABLE platform_backfill IS 'Backfills of the national platform that operators ordered, and how far each is. The place moves in the commit that puts the items of a page among those that wait.';
COMMENT ON COLUMN platform_backfill.id IS 'Given by whoever ordered it.';
COMMENT ON COLUMN platform_backfill.kind IS 'registrations: all that were registered on these days; allValid: those of them that are active or ended by an exit.';
COMMENT ON COLUMN platform_backfill.day_from IS 'First day of registration, inclusive; null from the beginning.';
COMMENT ON COLUMN platform_backfill.day_to IS 'Last day, inclusive; null without end.';
COMMENT ON COLUMN platform_backfill.region IS 'Leading digits of the regions; null for all.';
COMMENT ON COLUMN platform_backfill.again IS 'What the platform accepted already is sent again too.';
COMMENT ON COLUMN platform_backfill.status IS 'running, paused, done, cancelled.';
COMMENT ON COLUMN platform_backfill.rate IS 'Registrations a second, at most.';
COMMENT ON COLUMN platform_backfill.backlog IS 'It waits while as many items wait to be sent.';
COMMENT ON COLUMN platform_backfill.total IS 'Registrations in its range when it began.';
COMMENT ON COLUMN platform_backfill.place_day IS 'Day of the registration that it looked at last.';
COMMENT ON COLUMN platform_backfill.place_number IS 'Number of that registration.';
COMMENT ON COLUMN platform_backfill.row_count IS 'Registrations that it has looked at.';
COMMENT ON COLUMN platform_backfill.made IS 'Items that it made.';
COMMENT ON COLUMN platform_backfill.put_back IS 'Accepted items that it put back to be sent again.';
COMMENT ON COLUMN platform_backfill.known IS 'Items that were there, sent or not, and are left.';
COMMENT ON COLUMN platform_backfill.skipped IS 'Registrations with nothing to tell.';
COMMENT ON COLUMN platform_backfill.failed IS 'Registrations of which nothing could be made.';
COMMENT ON COLUMN platform_backfill.measured IS 'Registrations a second, as last measured.';
COMMENT ON COLUMN platform_backfill.ordered_by IS 'Subject of the token.';
COMMENT ON COLUMN platform_backfill.reason IS 'Why, in the operator''s words.';
COMMENT ON COLUMN platform_backfill.ordered_at IS 'When it was ordered, by the clock of the process.';
COMMENT ON COLUMN platform_backfill.moved_at IS 'When its place last moved.';
COMMENT ON COLUMN platform_backfill.ended_at IS 'When it was done or cancelled.';
CREATE INDEX platform_backfill_listed ON platform_backfill (ordered_at, id);
GRANT SELECT, INSERT, UPDATE ON platform_backfill TO $applicationRole$;

CREATE TABLE platform_backfill_failure (
    backfill     uuid        NOT NULL REFERENCES platform_backfill,
    registration text        COLLATE "C" NOT NULL,
    trouble      text        NOT NULL,
    at           timestamptz NOT NULL,
    PRIMARY KEY (backfill, registration)
);
COMMENT ON TABLE platform_backfill_failure IS 'Registrations of which a backfill could make nothing.';
COMMENT ON COLUMN platform_backfill_failure.backfill IS 'Which backfill.';
COMMENT ON COLUMN platform_backfill_failure.registration IS 'The registration''s number.';
COMMENT ON COLUMN platform_backfill_failure.trouble IS 'Name of the error; quotes nothing of the person.';
COMMENT ON COLUMN platform_backfill_failure.at IS 'When.';
GRANT SELECT, INSERT ON platform_backfill_failure TO $applicationRole$;

ALTER TABLE platform_order ADD COLUMN backfill uuid;
COMMENT ON COLUMN platform_order.backfill IS 'The backfill that it concerns.';
COMMENT ON COLUMN platform_order.kind IS 'resend, skip, reportedByHand, resendDays, retryApplication, pause, resume, startBackfill, pauseBackfill, resumeBackfill, cancelBackfill, throttleBackfill.';

-- The walk; neither column ever changes, so updates of a registration stay on their page.
CREATE INDEX registration_day ON registration (registered_on, number);
-- What was told of a person.
CREATE INDEX platform_sent_person ON platform_sent (person_id);
CREATE INDEX platform_item_by_hand ON platform_item (person_id) WHERE by_hand;
