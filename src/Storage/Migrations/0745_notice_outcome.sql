-- What became of messages about a decision, on its way into the persons' journals and from there to the national platform.
-- serves: 0600

CREATE TABLE notice_outcome (
    id         bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    notice_id  bigint      NOT NULL,
    round      int         NOT NULL,
    delivered  boolean     NOT NULL,
    at         timestamptz NOT NULL,
    person_id  uuid        NOT NULL,
    content    bytea       NOT NULL,
    not_before timestamptz NOT NULL DEFAULT '-infinity',
    attempts   int         NOT NULL DEFAULT 0,
    CONSTRAINT notice_outcome_once UNIQUE (notice_id, round, delivered)
);
COMMENT ON TABLE notice_outcome IS 'Delivered and undelivered messages about a decision whose outcome is not in the person''s journal yet. Written with the mark of the message; deleted when the journal has it. Rows of a host older than this table are never written: nothing is reported of them.';
COMMENT ON COLUMN notice_outcome.id IS 'Number in order of writing.';
COMMENT ON COLUMN notice_outcome.notice_id IS 'Which message; with the round and the outcome the idempotency key of the command.';
COMMENT ON COLUMN notice_outcome.round IS 'As in notice.';
COMMENT ON COLUMN notice_outcome.delivered IS 'False: reported undeliverable, or given up.';
COMMENT ON COLUMN notice_outcome.at IS 'When it was delivered, never before it left; or since when it is known that it was not.';
COMMENT ON COLUMN notice_outcome.person_id IS 'To whom.';
COMMENT ON COLUMN notice_outcome.content IS 'That of the message, sealed as there: it names the decision.';
COMMENT ON COLUMN notice_outcome.not_before IS 'From when on it may be taken: at once, when the one who took it must have ended, or when it is to be tried again.';
COMMENT ON COLUMN notice_outcome.attempts IS 'How often it was taken.';
CREATE INDEX notice_outcome_due ON notice_outcome (not_before, id);
ALTER TABLE notice_outcome SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
GRANT SELECT, INSERT, UPDATE, DELETE ON notice_outcome TO $applicationRole$;

COMMENT ON COLUMN notice_sent.content IS 'What the template needs, sealed with the register''s own key, until the message is known to be delivered: it may have to be sent again, and its outcome names the decision.';
