-- Saved lists of persons, with which clerks work on hundreds at once (docs/decisions/0075).
-- serves: 0600

CREATE TABLE person_list (
    id         uuid        PRIMARY KEY,
    office     text        COLLATE "C" NOT NULL,
    name       text        NOT NULL CHECK (octet_length(name) BETWEEN 1 AND 1000),
    created_by text        NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    CONSTRAINT person_list_ends CHECK (expires_at > created_at)
);
COMMENT ON TABLE person_list IS 'Saved lists of persons. They never change: another selection is another list. Nothing reads one that has expired; whoever makes the next list deletes it.';
COMMENT ON COLUMN person_list.id IS 'In addresses.';
COMMENT ON COLUMN person_list.office IS 'Whose list it is: the office of who made it.';
COMMENT ON COLUMN person_list.name IS 'What its maker calls it, sealed with the register''s own key: people write names there.';
COMMENT ON COLUMN person_list.created_by IS 'Subject of the token.';
COMMENT ON COLUMN person_list.created_at IS 'When.';
COMMENT ON COLUMN person_list.expires_at IS 'From then on it is not there any more.';
CREATE INDEX person_list_office ON person_list (office, created_at);
CREATE INDEX person_list_expiry ON person_list (expires_at);

CREATE TABLE person_list_member (
    list_id   uuid     NOT NULL REFERENCES person_list (id) ON DELETE CASCADE,
    ordinal   smallint NOT NULL CHECK (ordinal BETWEEN 0 AND 499),
    person_id uuid     NOT NULL,
    PRIMARY KEY (list_id, ordinal),
    CONSTRAINT person_list_member_once UNIQUE (list_id, person_id)
);
COMMENT ON TABLE person_list_member IS 'Who is on a list: identifiers alone, and no number or name. Whether the caller may see a person is decided when the list is read.';
COMMENT ON COLUMN person_list_member.list_id IS 'The list.';
COMMENT ON COLUMN person_list_member.ordinal IS 'Place in it, from 0, in the order in which the numbers were given.';
COMMENT ON COLUMN person_list_member.person_id IS 'The person.';
CREATE INDEX person_list_member_person ON person_list_member (person_id);

GRANT SELECT, INSERT, DELETE ON person_list, person_list_member TO $applicationRole$;
