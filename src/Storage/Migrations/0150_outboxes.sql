-- What follows from a commit and is done later, by others. Claimed, never tailed: ids are given before they are committed.

CREATE TABLE count_entry (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    region     text   COLLATE "C" NOT NULL,
    person_id  uuid   NOT NULL,
    event_on   date   NOT NULL,
    commit_id  uuid   NOT NULL,
    content    bytea  NOT NULL
);
COMMENT ON TABLE count_entry IS 'Movements of figures that wait for the region that counts them. Claimed, folded into its counts and deleted in one transaction.';
COMMENT ON COLUMN count_entry.id IS 'Number in order of writing; not without gaps, and not in order of commits.';
COMMENT ON COLUMN count_entry.region IS 'The counting leaf whose figures move.';
COMMENT ON COLUMN count_entry.person_id IS 'Whose event moves them.';
COMMENT ON COLUMN count_entry.event_on IS 'The event''s date, which decides the period.';
COMMENT ON COLUMN count_entry.commit_id IS 'The commit it came with.';
COMMENT ON COLUMN count_entry.content IS 'The entry, sealed with the register''s own key: it holds the exact reason.';
CREATE INDEX count_entry_region ON count_entry (region, id);

CREATE TABLE platform_item (
    id           bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    person_id    uuid        NOT NULL,
    kind         text        NOT NULL,
    key          text        NOT NULL,
    event_on     date        NOT NULL,
    commit_id    uuid        NOT NULL,
    created_at   timestamptz NOT NULL,
    content      bytea       NOT NULL,
    lease        uuid,
    leased_until timestamptz,
    attempts     int         NOT NULL DEFAULT 0
);
COMMENT ON TABLE platform_item IS 'What the national platform must still be told, in order for each person. Only a person''s oldest one can be leased.';
COMMENT ON COLUMN platform_item.id IS 'Number in order of writing; for one person also in order of commits.';
COMMENT ON COLUMN platform_item.person_id IS 'Whose item.';
COMMENT ON COLUMN platform_item.kind IS 'result, registration, exit, exitRevoked, correction, transfer, link, enteredInError.';
COMMENT ON COLUMN platform_item.key IS 'Makes a repeat harmless.';
COMMENT ON COLUMN platform_item.event_on IS 'The event''s date: the day that the item belongs to.';
COMMENT ON COLUMN platform_item.commit_id IS 'The commit it came with.';
COMMENT ON COLUMN platform_item.created_at IS 'When it was committed, by the clock of the process.';
COMMENT ON COLUMN platform_item.content IS 'The content, sealed with the register''s own key.';
COMMENT ON COLUMN platform_item.lease IS 'Who is sending it at present; null when nobody is.';
COMMENT ON COLUMN platform_item.leased_until IS 'After this moment anybody may lease it again.';
COMMENT ON COLUMN platform_item.attempts IS 'How often it was leased.';
CREATE INDEX platform_item_person ON platform_item (person_id, id);

CREATE TABLE notice (
    id           bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    person_id    uuid        NOT NULL,
    kind         text        NOT NULL,
    commit_id    uuid        NOT NULL,
    created_at   timestamptz NOT NULL,
    content      bytea       NOT NULL,
    lease        uuid,
    leased_until timestamptz,
    attempts     int         NOT NULL DEFAULT 0
);
COMMENT ON TABLE notice IS 'Messages to persons (告知) that wait to be sent, in order for each person.';
COMMENT ON COLUMN notice.id IS 'Number in order of writing; for one person also in order of commits.';
COMMENT ON COLUMN notice.person_id IS 'To whom.';
COMMENT ON COLUMN notice.kind IS 'Which message; its template.';
COMMENT ON COLUMN notice.commit_id IS 'The commit it came with.';
COMMENT ON COLUMN notice.created_at IS 'When it was committed, by the clock of the process.';
COMMENT ON COLUMN notice.content IS 'What the template needs, sealed with the register''s own key.';
COMMENT ON COLUMN notice.lease IS 'Who is sending it at present; null when nobody is.';
COMMENT ON COLUMN notice.leased_until IS 'After this moment anybody may lease it again.';
COMMENT ON COLUMN notice.attempts IS 'How often it was leased.';
CREATE INDEX notice_person ON notice (person_id, id);

GRANT SELECT, INSERT, UPDATE, DELETE ON count_entry, platform_item, notice TO $applicationRole$;
