-- Refused applications of the platform are settled by their offices (docs/decisions/0041): joined to an application of the person, or closed.
-- serves: 0600

ALTER TABLE platform_application
    ADD COLUMN answered boolean NOT NULL DEFAULT false,
    DROP CONSTRAINT platform_application_status_check,
    ADD CONSTRAINT platform_application_status_check CHECK (status IN ('pending', 'handedOver', 'refused', 'superseded', 'joining', 'settled'));
COMMENT ON COLUMN platform_application.status IS 'pending: waits to be handed over; handedOver: the person''s record has it; refused: waits for its office, or for an operator; joining: its office joined it to an application of the person, whose record does not have it yet; settled: the office settled it with the person; superseded: came after newer content of the same number.';
COMMENT ON COLUMN platform_application.content IS 'As it came, sealed with the register''s own key; null as soon as the person''s record has it, or it is settled.';
COMMENT ON COLUMN platform_application.answered IS 'Of one that was closed: it made the result of its number. It does not where other content of the number has one.';
COMMENT ON COLUMN platform_application.settlement IS 'How it was settled: joined to what or closed why, when and how the person was spoken to, by whom. Sealed with the register''s own key.';
COMMENT ON COLUMN platform_application.settled_at IS 'When it was handed over, refused, superseded or settled.';
COMMENT ON COLUMN platform_item.person_id IS 'Whose item. The result of an application that was settled without a record has an identifier that is nobody''s: eight bytes of zero and the application''s id. Its content is sealed with the register''s own key.';
COMMENT ON COLUMN platform_sent.person_id IS 'As in platform_item.';

-- Numbers of which several contents came are looked up while one is settled; the unique index begins with the region and serves that.
CREATE INDEX platform_application_joining ON platform_application (region, id) WHERE status = 'joining';
CREATE INDEX platform_application_settled ON platform_application (settled_at, id) INCLUDE (region, office) WHERE status IN ('joining', 'settled');
