-- By what a person is found. Collation "C" orders by code point, so a prefix is a range of the index, and no sign in it is a wildcard.

CREATE TABLE person_search (
    person_id      uuid    PRIMARY KEY,
    name           text,
    name_key       text    COLLATE "C",
    telephone_hash bytea,
    office         text    COLLATE "C",
    region         text    COLLATE "C",
    active         boolean NOT NULL
) WITH (fillfactor = 85);
COMMENT ON TABLE person_search IS 'One row a person: by what the person is found. Nulls: not to be found by it (an alias, entered in error).';
COMMENT ON COLUMN person_search.person_id IS 'The person.';
COMMENT ON COLUMN person_search.name IS 'The name as shown.';
COMMENT ON COLUMN person_search.name_key IS 'The name''s search key: NFKC, one middle dot, no blanks, capital letters.';
COMMENT ON COLUMN person_search.telephone_hash IS 'Keyed hash of the telephone number.';
COMMENT ON COLUMN person_search.office IS 'The office of the open case, or of the last one.';
COMMENT ON COLUMN person_search.region IS 'Counting leaf of that office.';
COMMENT ON COLUMN person_search.active IS 'A registration is active.';
CREATE INDEX person_search_name ON person_search (name_key, person_id) WHERE name_key IS NOT NULL;
CREATE INDEX person_search_telephone ON person_search (telephone_hash, person_id) WHERE telephone_hash IS NOT NULL;
GRANT SELECT, INSERT, UPDATE ON person_search TO $applicationRole$;
