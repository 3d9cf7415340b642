-- Names are sealed, and found by keyed tokens of their beginnings (docs/decisions/0068).
-- serves: 0600

-- The clear columns name and name_key stay for hosts from before this script. Newer ones leave them empty; "db seal-names" empties the rest.
ALTER TABLE person_search ADD COLUMN name_sealed bytea, ADD COLUMN name_tokens bigint[];
COMMENT ON COLUMN person_search.name IS 'The name in the clear: only in rows that a host from before migration 0815 wrote, until "db seal-names".';
COMMENT ON COLUMN person_search.name_key IS 'The search key of such a name: NFKC, one middle dot, no blanks, capital letters.';
COMMENT ON COLUMN person_search.name_sealed IS 'The name, sealed with the person''s data key.';
COMMENT ON COLUMN person_search.name_tokens IS 'The tokens of this person in name_token.';
-- As person_search_askable (0640), which hosts from before this script use.
CREATE INDEX person_search_named ON person_search (person_id) WHERE (name IS NOT NULL OR name_sealed IS NOT NULL) AND telephone_hash IS NOT NULL;

CREATE TABLE name_token (
    token     bigint NOT NULL,
    person_id uuid   NOT NULL,
    office    text   NOT NULL COLLATE "C",
    PRIMARY KEY (token, person_id) INCLUDE (office)
) WITH (fillfactor = 90, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.02);
COMMENT ON TABLE name_token IS 'Blind index of names: who has a name with this beginning, in the order of person_id, which reveals nothing of the name.';
COMMENT ON COLUMN name_token.token IS 'First 64 bits of a keyed hash of the first two, three … or all characters of the name''s search key.';
COMMENT ON COLUMN name_token.person_id IS 'The person.';
COMMENT ON COLUMN name_token.office IS 'As in person_search: for searches within an office, a region or a city.';
-- As names were (docs/decisions/0016): within an office and a city a page reads a page, however many namesakes others have.
CREATE INDEX name_token_office ON name_token (token, office, person_id);
CREATE INDEX name_token_city ON name_token (token, (left(office, 4)), person_id) INCLUDE (office);
GRANT SELECT, INSERT, UPDATE, DELETE ON name_token TO $applicationRole$;

-- A host from before this script that writes the row of a sealed name knows nothing of the sealed one: it must not be left beside the new name.
-- Newer hosts never write the same sealed value twice.
CREATE FUNCTION grid_name_in_clear() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    DELETE FROM public.name_token WHERE person_id = OLD.person_id AND token = ANY (OLD.name_tokens);
    NEW.name_sealed := NULL;
    NEW.name_tokens := NULL;
    RETURN NEW;
END $$;
COMMENT ON FUNCTION grid_name_in_clear IS 'Removes sealed name and tokens when a host from before migration 0815 wrote the row.';
CREATE TRIGGER name_in_clear BEFORE UPDATE OF name_key ON person_search FOR EACH ROW
    WHEN (OLD.name_sealed IS NOT NULL AND NEW.name_sealed IS NOT DISTINCT FROM OLD.name_sealed) EXECUTE FUNCTION grid_name_in_clear();
