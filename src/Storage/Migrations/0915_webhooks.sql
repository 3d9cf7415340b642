-- Subscriptions of systems that cannot ask: the register posts the changes to them (docs/decisions/0092). Each is a place in the feed: there is no row an event.
-- serves: 0600

CREATE TABLE webhook (
    id            uuid        PRIMARY KEY,
    office        text        COLLATE "C" NOT NULL,
    name          text        NOT NULL,
    address       text        NOT NULL,
    state         text        NOT NULL CHECK (state IN ('active', 'paused', 'dead')),
    created_by    text        NOT NULL,
    created_at    timestamptz NOT NULL,
    cursor        text        NOT NULL,
    batch_id      text,
    batch_size    integer,
    key_id        text,
    secret        bytea,
    old_key_id    text,
    old_secret    bytea,
    old_until     timestamptz,
    failures      integer     NOT NULL DEFAULT 0,
    failing_since timestamptz,
    not_before    timestamptz,
    last_answer   text,
    last_at       timestamptz,
    delivered     bigint      NOT NULL DEFAULT 0,
    delivered_at  timestamptz,
    lease         uuid,
    leased_until  timestamptz
);
COMMENT ON TABLE webhook IS 'One row a subscription: whom to tell of the changes of an office and those below, and how far it was told.';
COMMENT ON COLUMN webhook.id IS 'In addresses.';
COMMENT ON COLUMN webhook.office IS 'Whose changes: of this office and those below it.';
COMMENT ON COLUMN webhook.name IS 'What its maker calls it, sealed.';
COMMENT ON COLUMN webhook.address IS 'Where it is posted; its host is on the list of allowed ones.';
COMMENT ON COLUMN webhook.state IS 'active; paused: by an administrator; dead: given up after failing too long.';
COMMENT ON COLUMN webhook.created_by IS 'Subject of the token.';
COMMENT ON COLUMN webhook.created_at IS 'When.';
COMMENT ON COLUMN webhook.cursor IS 'The place in the feed behind what was delivered.';
COMMENT ON COLUMN webhook.batch_id IS 'Identifier of the delivery that was begun and not confirmed; each attempt of it has the same.';
COMMENT ON COLUMN webhook.batch_size IS 'How many changes that delivery has.';
COMMENT ON COLUMN webhook.key_id IS 'Names the secret; null: none was taken yet, and nothing is sent.';
COMMENT ON COLUMN webhook.secret IS 'The key of the signatures, sealed with the register''s own key.';
COMMENT ON COLUMN webhook.old_key_id IS 'Names the secret before.';
COMMENT ON COLUMN webhook.old_secret IS 'The secret before, sealed; deliveries are signed with it too until it ends.';
COMMENT ON COLUMN webhook.old_until IS 'When that ends.';
COMMENT ON COLUMN webhook.failures IS 'Attempts in a row that failed.';
COMMENT ON COLUMN webhook.failing_since IS 'Since when; null while it works.';
COMMENT ON COLUMN webhook.not_before IS 'When the next attempt is due; null: at once.';
COMMENT ON COLUMN webhook.last_answer IS 'What became of the last attempt: a status, or why there was none. Nothing of a body.';
COMMENT ON COLUMN webhook.last_at IS 'When that was.';
COMMENT ON COLUMN webhook.delivered IS 'Changes that were delivered, repeats included.';
COMMENT ON COLUMN webhook.delivered_at IS 'When the last ones were.';
COMMENT ON COLUMN webhook.lease IS 'The process at work on it; another one may take it after leased_until.';
COMMENT ON COLUMN webhook.leased_until IS 'See lease.';
GRANT SELECT, INSERT, UPDATE, DELETE ON webhook TO $applicationRole$;
