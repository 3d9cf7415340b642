-- Imports of follow-ups, services and exits.
-- serves: 0640

ALTER TABLE import ADD COLUMN kind text COLLATE "C" NOT NULL DEFAULT 'registrations'
    CHECK (kind IN ('registrations', 'followUps', 'services', 'exits'));
COMMENT ON COLUMN import.kind IS 'What its rows are. An older host knows registrations only: it leaves the rows of another kind to a newer one.';
