-- Persons who are in the register twice: what is compared, and the pairs that were found (docs/decisions/0072).
-- serves: 0600

ALTER TABLE person_search ADD COLUMN traits bytea, ADD COLUMN block_keys bytea;
COMMENT ON COLUMN person_search.traits IS 'What of the person is compared with others, sealed with the register''s own key. Null: not to be found, or written by a host from before migration 0825; a run makes it.';
COMMENT ON COLUMN person_search.block_keys IS 'By which others the person is compared with: for each kind of block the first 64 bits of a keyed hash, one after the other; zeros for none.';
CREATE INDEX person_search_untraited ON person_search (person_id) WHERE traits IS NULL AND (name IS NOT NULL OR name_sealed IS NOT NULL);

-- A host from before this script that writes the row knows nothing of the traits: those of before must not be left beside the new data. Newer
-- hosts never write the same sealed value twice.
CREATE FUNCTION grid_traits_outdated() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    NEW.traits := NULL;
    NEW.block_keys := NULL;
    RETURN NEW;
END $$;
COMMENT ON FUNCTION grid_traits_outdated IS 'Removes the traits when a host from before migration 0825 wrote the row.';
CREATE TRIGGER traits_outdated BEFORE UPDATE OF telephone_hash ON person_search FOR EACH ROW
    WHEN (OLD.traits IS NOT NULL AND NEW.traits IS NOT DISTINCT FROM OLD.traits) EXECUTE FUNCTION grid_traits_outdated();

CREATE TABLE duplicate_run (
    id           uuid        PRIMARY KEY,
    ordered_by   text        NOT NULL,
    ordered_at   timestamptz NOT NULL,
    status       text        NOT NULL CHECK (status IN ('running', 'done', 'cancelled')),
    weights      text        NOT NULL,
    place        uuid,
    prepared     bigint      NOT NULL DEFAULT 0,
    unreadable   bigint      NOT NULL DEFAULT 0,
    persons      bigint      NOT NULL DEFAULT 0,
    step         int         NOT NULL DEFAULT 0,
    steps        int         NOT NULL DEFAULT 0,
    compared     bigint      NOT NULL DEFAULT 0,
    large_blocks bigint      NOT NULL DEFAULT 0,
    not_compared bigint      NOT NULL DEFAULT 0,
    not_kept     bigint      NOT NULL DEFAULT 0,
    found        bigint      NOT NULL DEFAULT 0,
    walked_at    timestamptz,
    ended_at     timestamptz
);
COMMENT ON TABLE duplicate_run IS 'Runs over the register that look for persons who are in it twice, and how far each is.';
COMMENT ON COLUMN duplicate_run.id IS 'Given by whoever ordered it.';
COMMENT ON COLUMN duplicate_run.ordered_by IS 'Subject of the token.';
COMMENT ON COLUMN duplicate_run.ordered_at IS 'When it was ordered, by the clock of the process.';
COMMENT ON COLUMN duplicate_run.status IS 'running, done, cancelled.';
COMMENT ON COLUMN duplicate_run.weights IS 'Version of the weights that it began with.';
COMMENT ON COLUMN duplicate_run.place IS 'The last person whose traits were made; null at the beginning.';
COMMENT ON COLUMN duplicate_run.prepared IS 'Persons whose traits had to be made first.';
COMMENT ON COLUMN duplicate_run.unreadable IS 'Persons whose records could not be opened; they are in no block.';
COMMENT ON COLUMN duplicate_run.persons IS 'Persons who are compared; 0 until it is known.';
COMMENT ON COLUMN duplicate_run.step IS 'Steps that are done.';
COMMENT ON COLUMN duplicate_run.steps IS 'Steps in all; 0 until it is known.';
COMMENT ON COLUMN duplicate_run.compared IS 'Pairs that were compared; one that meets in several blocks counts in each.';
COMMENT ON COLUMN duplicate_run.large_blocks IS 'Blocks that were too large to be compared in full.';
COMMENT ON COLUMN duplicate_run.not_compared IS 'Pairs of such blocks that were not compared there.';
COMMENT ON COLUMN duplicate_run.not_kept IS 'Pairs that are alike enough and were not kept because a step had found too many.';
COMMENT ON COLUMN duplicate_run.found IS 'Pairs that came onto the list, new or again.';
COMMENT ON COLUMN duplicate_run.walked_at IS 'When its place last moved.';
COMMENT ON COLUMN duplicate_run.ended_at IS 'When it was done or cancelled.';
CREATE UNIQUE INDEX duplicate_run_running ON duplicate_run (status) WHERE status = 'running';
CREATE INDEX duplicate_run_listed ON duplicate_run (ordered_at, id);
GRANT SELECT, INSERT, UPDATE ON duplicate_run TO $applicationRole$;

CREATE TABLE duplicate_pair (
    id           uuid             PRIMARY KEY,
    first        uuid             NOT NULL,
    second       uuid             NOT NULL,
    status       smallint         NOT NULL CHECK (status BETWEEN 1 AND 5),
    score        double precision NOT NULL,
    parts        jsonb            NOT NULL,
    first_mark   bytea            NOT NULL,
    second_mark  bytea            NOT NULL,
    found_at     timestamptz      NOT NULL,
    seen_by      uuid             NOT NULL,
    proposal     text,
    verdict      smallint         CHECK (verdict IN (1, 2)),
    main         uuid,
    why          text,
    proposed_by  text,
    proposed_at  timestamptz,
    CHECK (first < second),
    CHECK ((status = 2) = (proposal IS NOT NULL)),
    UNIQUE (first, second)
);
COMMENT ON TABLE duplicate_pair IS 'Two records that may be of one person, and what became of them. What was decided stays, so that it does not come back.';
COMMENT ON COLUMN duplicate_pair.id IS 'The pair''s name.';
COMMENT ON COLUMN duplicate_pair.first IS 'The record with the smaller id.';
COMMENT ON COLUMN duplicate_pair.second IS 'The other one.';
COMMENT ON COLUMN duplicate_pair.status IS '1 open, 2 proposed, 3 different, 4 same (linked), 5 gone: no longer alike, or not to be found.';
COMMENT ON COLUMN duplicate_pair.score IS 'Sum of the weights, in bits.';
COMMENT ON COLUMN duplicate_pair.parts IS 'What the score consists of: how alike the two are, trait by trait; no value of either.';
COMMENT ON COLUMN duplicate_pair.first_mark IS 'Keyed hash of the first one''s traits when it was last found: a pair that was called different comes back when it changes.';
COMMENT ON COLUMN duplicate_pair.second_mark IS 'The same of the second one.';
COMMENT ON COLUMN duplicate_pair.found_at IS 'When it came onto the list.';
COMMENT ON COLUMN duplicate_pair.seen_by IS 'The last run that found it.';
COMMENT ON COLUMN duplicate_pair.proposal IS 'Name of the proposal that waits for its second person.';
COMMENT ON COLUMN duplicate_pair.verdict IS 'What is proposed: 1 same, 2 different.';
COMMENT ON COLUMN duplicate_pair.main IS 'Of same: the record that stays.';
COMMENT ON COLUMN duplicate_pair.why IS 'The proposer''s words, sealed.';
COMMENT ON COLUMN duplicate_pair.proposed_by IS 'Subject of the token; cannot confirm it.';
COMMENT ON COLUMN duplicate_pair.proposed_at IS 'When.';
CREATE INDEX duplicate_pair_listed ON duplicate_pair (score DESC, id) WHERE status IN (1, 2);
CREATE INDEX duplicate_pair_second ON duplicate_pair (second);
GRANT SELECT, INSERT, UPDATE, DELETE ON duplicate_pair TO $applicationRole$;

CREATE TABLE duplicate_decision (
    id         bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    pair       uuid        NOT NULL,
    proposal   text        NOT NULL,
    kind       smallint    NOT NULL CHECK (kind BETWEEN 1 AND 3),
    verdict    smallint    NOT NULL CHECK (verdict IN (1, 2)),
    decided_by text        NOT NULL,
    at         timestamptz NOT NULL,
    text       text
);
COMMENT ON TABLE duplicate_decision IS 'Append-only: who decided what of a pair.';
COMMENT ON COLUMN duplicate_decision.id IS 'Number in order of writing.';
COMMENT ON COLUMN duplicate_decision.pair IS 'Which pair.';
COMMENT ON COLUMN duplicate_decision.proposal IS 'Which proposal.';
COMMENT ON COLUMN duplicate_decision.kind IS '1 proposed, 2 confirmed, 3 rejected.';
COMMENT ON COLUMN duplicate_decision.verdict IS '1 same, 2 different.';
COMMENT ON COLUMN duplicate_decision.decided_by IS 'Subject of the token.';
COMMENT ON COLUMN duplicate_decision.at IS 'When.';
COMMENT ON COLUMN duplicate_decision.text IS 'Why, or the note, sealed.';
CREATE INDEX duplicate_decision_pair ON duplicate_decision (pair, id);
GRANT SELECT, INSERT ON duplicate_decision TO $applicationRole$;
