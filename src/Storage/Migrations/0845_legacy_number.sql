-- Registrations of an earlier system are found by the number that they had there.
-- serves: 0600

ALTER TABLE registration ADD COLUMN legacy_hash bytea CHECK (octet_length(legacy_hash) = 16);
COMMENT ON COLUMN registration.legacy_hash IS 'Of an imported one: keyed hash of its number in the earlier system, which is itself in the sealed record. Null for others, for those that were imported before this column was there, and after an erasure.';
CREATE INDEX registration_legacy ON registration (legacy_hash) WHERE legacy_hash IS NOT NULL;
