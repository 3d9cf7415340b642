-- While a confirmation links the numbers of a pair, its proposal cannot be dropped (docs/decisions/0072).
-- serves: 0600

ALTER TABLE duplicate_pair ADD COLUMN linking uuid;
COMMENT ON COLUMN duplicate_pair.linking IS 'Which confirmation began to link the numbers last: the proposal cannot be dropped any more, only confirmed. Null when none did, or it was refused.';
