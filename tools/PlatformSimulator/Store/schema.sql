-- What the made-up platform holds. Run at each start; it changes nothing that is there.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = 'platform_simulator') THEN
        CREATE SCHEMA platform_simulator;
    END IF;
END
$$;

-- Applications for download; id is the cursor. A repeat of a number is a row of its own.
CREATE TABLE IF NOT EXISTS platform_simulator.application (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    number text,
    stream text NOT NULL,
    bad text,
    fields jsonb NOT NULL,
    made_at timestamptz NOT NULL,
    acknowledged_at timestamptz,
    acknowledgements integer NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS application_number ON platform_simulator.application (number);

-- Items that were accepted, once by key.
CREATE TABLE IF NOT EXISTS platform_simulator.item (
    sequence bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key text NOT NULL UNIQUE,
    kind text NOT NULL,
    region text NOT NULL,
    day date NOT NULL,
    registration text,
    application text,
    platform_number text,
    fields jsonb NOT NULL,
    batch uuid NOT NULL,
    received_at timestamptz NOT NULL,
    times integer NOT NULL DEFAULT 1,
    differing integer NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS item_day ON platform_simulator.item (day, region, kind);
CREATE INDEX IF NOT EXISTS item_registration ON platform_simulator.item (registration, sequence) WHERE registration IS NOT NULL;
CREATE INDEX IF NOT EXISTS item_application ON platform_simulator.item (application) WHERE application IS NOT NULL;
CREATE INDEX IF NOT EXISTS item_platform_number ON platform_simulator.item (platform_number) WHERE platform_number IS NOT NULL;

-- The state of each registration: what may follow depends on it.
CREATE TABLE IF NOT EXISTS platform_simulator.registration (
    number text PRIMARY KEY,
    registered_on date NOT NULL,
    exited_on date,
    ended_on date,
    in_error boolean NOT NULL DEFAULT false
);

-- Every refusal that was answered, whatever became of the item later.
CREATE TABLE IF NOT EXISTS platform_simulator.refusal (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key text NOT NULL,
    kind text NOT NULL,
    region text NOT NULL,
    day date NOT NULL,
    code text NOT NULL,
    reason text NOT NULL,
    on_demand boolean NOT NULL,
    at timestamptz NOT NULL
);
CREATE INDEX IF NOT EXISTS refusal_key ON platform_simulator.refusal (key);

CREATE TABLE IF NOT EXISTS platform_simulator.batch (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    batch uuid NOT NULL,
    items integer NOT NULL,
    accepted integer NOT NULL,
    repeated integer NOT NULL,
    refused integer NOT NULL,
    unanswered integer NOT NULL,
    at timestamptz NOT NULL
);

-- Chooses the made-up persons of this database.
CREATE TABLE IF NOT EXISTS platform_simulator.seed (
    id boolean PRIMARY KEY DEFAULT true CHECK (id), -- one row
    value bigint NOT NULL
);
INSERT INTO platform_simulator.seed (value) VALUES ((random() * 1000000000)::bigint) ON CONFLICT DO NOTHING;
