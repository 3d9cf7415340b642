-- From which day on receipts (application numbers) have serials that cannot be guessed.
-- serves: 0600

CREATE TABLE receipt_number (
    only_row         boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    unguessable_from date    NOT NULL
);
COMMENT ON TABLE receipt_number IS 'One row. Receipts of earlier days have consecutive serials: guesses at them are slowed down more.';
COMMENT ON COLUMN receipt_number.only_row IS 'Always true.';
COMMENT ON COLUMN receipt_number.unguessable_from IS 'The day after this migration, in China: hosts of the older version may still have given numbers on the day itself.';
INSERT INTO receipt_number (unguessable_from) VALUES ((grid_now() AT TIME ZONE 'Asia/Shanghai')::date + 1);
GRANT SELECT ON receipt_number TO $applicationRole$;

COMMENT ON COLUMN failed_pair.source IS 'Where it was asked from, as a keyed hash; * adds up all sources; ~ adds up those that named a receipt with a consecutive serial.';
