-- An import keeps how the words and codes of its file were understood.
-- serves: 0600

ALTER TABLE import ADD COLUMN mapping jsonb;
COMMENT ON COLUMN import.mapping IS 'Version of the mapping table by which the file was read, and what each value of a list became, with the number of cells. Of values that were not understood only what looks like a code is here. Null before the file was read, and of imports before this column was there.';
