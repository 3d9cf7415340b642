-- A name is searched within an office, a city or the province: in each there is an index in the order of its own names, so that a page reads a page, however
-- many namesakes others have. A county's or a street's persons are read from their offices' part of the index, the names alone.

CREATE INDEX person_search_office_name ON person_search (office, name_key, person_id) WHERE name_key IS NOT NULL;
CREATE INDEX person_search_city_name ON person_search ((left(office, 4)), name_key, person_id) WHERE name_key IS NOT NULL;

-- So that those names are read without a visit to the table.
ALTER TABLE person_search SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.02);
