-- What a sample for a survey by telephone is drawn of, without a visit to the rows of those who are not drawn. The dead and the erased are few.
-- serves: 0600

CREATE INDEX person_search_askable ON person_search (person_id) WHERE name IS NOT NULL AND telephone_hash IS NOT NULL;
CREATE INDEX person_erased ON person (person_id) WHERE data_key IS NULL;
CREATE INDEX registration_ended ON registration (ended_on) WHERE status = 2;
CREATE INDEX registration_death ON registration (person_id) WHERE status = 2 AND exit_reason = 26;
