-- Two versions of the host at once: each script may say which hosts it still serves.
ALTER TABLE schema_version ADD COLUMN serves integer;

COMMENT ON COLUMN schema_version.serves IS 'Hosts whose own schema ends at this number or later may work on the schema that the script made; null: only hosts that know the script. Written by the migrator from the line "-- serves: NNNN" of the script.';
