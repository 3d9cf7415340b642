-- Messages to persons: what sending needs besides the lease, and the inbox.

ALTER TABLE notice
    ADD COLUMN office        text        COLLATE "C" NOT NULL DEFAULT '',
    ADD COLUMN not_before    timestamptz NOT NULL DEFAULT '-infinity',
    ADD COLUMN failed_reason text,
    ADD COLUMN gave_up_at    timestamptz,
    ADD COLUMN round         int         NOT NULL DEFAULT 0;
COMMENT ON COLUMN notice.office IS 'The office that held the case after the commit: on whose list it stands when it cannot be delivered. Empty where there was none.';
COMMENT ON COLUMN notice.not_before IS 'From when on it may be leased: at once, when a lease runs out, or when it is to be tried again.';
COMMENT ON COLUMN notice.failed_reason IS 'Why the latest attempt failed; nothing personal.';
COMMENT ON COLUMN notice.gave_up_at IS 'Since when it is not tried again by itself; null while it is. It holds back none of the person''s later messages.';
COMMENT ON COLUMN notice.round IS 'How often an operator put it back to be sent; with the id the idempotency key at the gateway.';
COMMENT ON COLUMN notice.attempts IS 'How often it was leased since it was written or last put back by an operator.';

-- One waits for another of the same person: both are found by these two. What is leased or put off is not looked at before its time.
DROP INDEX notice_person;
CREATE INDEX notice_person ON notice (person_id, id) WHERE gave_up_at IS NULL;
CREATE INDEX notice_due ON notice (not_before, id) WHERE gave_up_at IS NULL;
CREATE INDEX notice_gave_up ON notice (gave_up_at, id) INCLUDE (office) WHERE gave_up_at IS NOT NULL;
ALTER TABLE notice SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);

CREATE TABLE notice_sent (
    id            bigint      PRIMARY KEY,
    person_id     uuid        NOT NULL,
    kind          text        NOT NULL,
    commit_id     uuid        NOT NULL,
    created_at    timestamptz NOT NULL,
    office        text        COLLATE "C" NOT NULL,
    channel       text        NOT NULL,
    text          bytea,
    gateway_id    text        COLLATE "C",
    at            timestamptz NOT NULL,
    attempts      int         NOT NULL,
    round         int         NOT NULL DEFAULT 0,
    delivered     boolean,
    reported_at   timestamptz,
    report_reason text,
    content       bytea
);
COMMENT ON TABLE notice_sent IS 'Messages that left: the person''s inbox, and what the gateway said. A message moves here from notice in the commit that marks it sent.';
COMMENT ON COLUMN notice_sent.id IS 'The id that it had in notice.';
COMMENT ON COLUMN notice_sent.person_id IS 'To whom.';
COMMENT ON COLUMN notice_sent.kind IS 'Which message.';
COMMENT ON COLUMN notice_sent.commit_id IS 'The commit it came with.';
COMMENT ON COLUMN notice_sent.created_at IS 'When that was committed, by the clock of the process.';
COMMENT ON COLUMN notice_sent.office IS 'As in notice.';
COMMENT ON COLUMN notice_sent.channel IS 'sms or inbox.';
COMMENT ON COLUMN notice_sent.text IS 'What the person reads, sealed with the person''s data key; null: the person was erased before it left.';
COMMENT ON COLUMN notice_sent.gateway_id IS 'The gateway''s own identifier; null for the inbox alone.';
COMMENT ON COLUMN notice_sent.at IS 'When it left.';
COMMENT ON COLUMN notice_sent.attempts IS 'How often it was leased until it left.';
COMMENT ON COLUMN notice_sent.round IS 'As in notice.';
COMMENT ON COLUMN notice_sent.delivered IS 'What the gateway reported; null while it has not.';
COMMENT ON COLUMN notice_sent.reported_at IS 'When it reported.';
COMMENT ON COLUMN notice_sent.report_reason IS 'Why it could not deliver.';
COMMENT ON COLUMN notice_sent.content IS 'What the template needs, sealed with the register''s own key, as long as the message may have to be sent again; null once it is known to be delivered.';
CREATE UNIQUE INDEX notice_sent_gateway ON notice_sent (gateway_id) WHERE gateway_id IS NOT NULL;
CREATE INDEX notice_sent_inbox ON notice_sent (person_id, at, id);
GRANT SELECT, INSERT, UPDATE ON notice_sent TO $applicationRole$;
