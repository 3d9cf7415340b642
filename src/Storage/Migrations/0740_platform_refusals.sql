-- Refused applications of the platform: whose they are, until when they must be settled, and what time alone cures.
-- serves: 0600

ALTER TABLE platform_application
    ADD COLUMN retry_at    timestamptz,
    ADD COLUMN office      text        COLLATE "C",
    ADD COLUMN due         date,
    ADD COLUMN settled_by  text,
    ADD COLUMN settlement  bytea,
    DROP CONSTRAINT platform_application_status_check,
    ADD CONSTRAINT platform_application_status_check CHECK (status IN ('pending', 'handedOver', 'refused', 'superseded', 'settled'));
COMMENT ON COLUMN platform_application.status IS 'pending: waits to be handed over; handedOver: the person''s record has it; refused: waits for its office, or for an operator; settled: the office settled it with the person; superseded: came after newer content of the same number.';
COMMENT ON COLUMN platform_application.retry_at IS 'Of a refused one: when it is handed over again by itself, because time alone cures what is wrong; null where it does not.';
COMMENT ON COLUMN platform_application.office IS 'Of a refused one: the office that settles it with the person; null where the region that was chosen has none.';
COMMENT ON COLUMN platform_application.due IS 'Of a refused one: the last of the three working days from the submission, inclusive (79/2020 (三)).';
COMMENT ON COLUMN platform_application.settled_by IS 'Who of the office settled it.';
COMMENT ON COLUMN platform_application.settlement IS 'How it was settled, in words, sealed with the register''s own key.';
CREATE INDEX platform_application_retry ON platform_application (region, retry_at) WHERE status = 'refused' AND retry_at IS NOT NULL;
CREATE INDEX platform_application_office ON platform_application (office, due, id) WHERE status = 'refused' AND office IS NOT NULL;
