-- What became of each access, from where and how often; who looked at one person; and how often each caller reveals, searches and claims.
-- serves: 0600

ALTER TABLE access_log
    ADD COLUMN outcome      text    NOT NULL DEFAULT 'shown',
    ADD COLUMN address      text,
    ADD COLUMN times        integer NOT NULL DEFAULT 1,
    ADD COLUMN surname_mark bigint,
    ADD COLUMN home_mark    bigint;
COMMENT ON TABLE access_log IS 'Append-only: each read of persons'' data is one row (a list is one row with its filter and ids), and so is each denial, sign-in and sign-out; of a flood of denials, one row stands for many. Kept at least three years. The application''s role can add and read, nothing else, and cannot choose the moment.';
COMMENT ON COLUMN access_log.outcome IS 'What became of it: shown; why nothing was shown (notSignedIn, notAllowed, outOfReach, notFound, pairFailed, limited); or signedIn, signInFailed, signedOut.';
COMMENT ON COLUMN access_log.address IS 'The client''s address, as the outermost trusted proxy reports it; null in rows written before this column.';
COMMENT ON COLUMN access_log.times IS 'How many requests the row stands for; more than 1 only for denials beyond a limit.';
COMMENT ON COLUMN access_log.surname_mark IS 'Where one person was looked at: keyed hash of the reader, the month and the person''s surname. Equal only for the same reader, month and surname, so that it reveals no surname.';
COMMENT ON COLUMN access_log.home_mark IS 'The same of the house in the person''s address.';
COMMENT ON COLUMN access_log.person_ids IS 'Whose data were shown, or were asked for in vain.';

-- Without a look at the rows that exist: they have the default.
ALTER TABLE access_log
    ADD CONSTRAINT access_log_outcome CHECK (octet_length(outcome) BETWEEN 1 AND 40) NOT VALID,
    ADD CONSTRAINT access_log_address CHECK (octet_length(address) <= 64) NOT VALID,
    ADD CONSTRAINT access_log_times CHECK (times > 0) NOT VALID;

GRANT INSERT (outcome, address, times, surname_mark, home_mark) ON access_log TO $applicationRole$;

-- Persons may ask who looked at them, so this question needs an index. Looks at one person are most of it and cost one entry each. Of lists
-- only those count that were searched by name, given for a reason, or denied: the office's own masked lists would add an entry for each
-- person of each page. Without a pending list, because merging one would make a reader wait.
CREATE INDEX access_log_one_person ON access_log ((person_ids[1]), id) WHERE cardinality(person_ids) = 1;
CREATE INDEX access_log_some_persons ON access_log USING gin (person_ids) WITH (fastupdate = off)
    WHERE cardinality(person_ids) > 1 AND (reason IS NOT NULL OR action = 'persons.search' OR outcome <> 'shown');

-- Unlogged: counting a call must not wait for the disk. After a crash of the database, or on a standby that took over, the hour starts again.
CREATE UNLOGGED TABLE call_count (
    subject text      NOT NULL CHECK (octet_length(subject) BETWEEN 1 AND 400),
    kind    text      NOT NULL CHECK (octet_length(kind) BETWEEN 1 AND 40),
    slot    bigint    NOT NULL,
    counts  integer[] NOT NULL CHECK (cardinality(counts) = 6),
    PRIMARY KEY (subject, kind)
) WITH (fillfactor = 50);
COMMENT ON TABLE call_count IS 'How often each caller revealed, searched, claimed or drew a sample within the last hour, for the whole cluster. One row for each caller and kind. Not in the WAL: a backup has none of it.';
COMMENT ON COLUMN call_count.subject IS 'Who: subject of the token.';
COMMENT ON COLUMN call_count.kind IS 'What is counted: reveal, search, claim, phoneSample.';
COMMENT ON COLUMN call_count.slot IS 'The newest ten minutes that are counted, as a running number.';
COMMENT ON COLUMN call_count.counts IS 'Calls of these ten minutes and of the five before, the newest first.';
GRANT SELECT, INSERT, UPDATE ON call_count TO $applicationRole$;

CREATE FUNCTION grid_count_calls(who text, what text, now_slot bigint, wanted integer, most integer, OUT granted integer, OUT free_slot bigint)
    LANGUAGE plpgsql AS $$
DECLARE
    seen public.call_count;
    passed integer;
    oldest integer;
BEGIN
    INSERT INTO public.call_count AS c (subject, kind, slot, counts) VALUES (who, what, now_slot, '{0,0,0,0,0,0}') ON CONFLICT DO NOTHING;
    SELECT * INTO STRICT seen FROM public.call_count WHERE subject = who AND kind = what FOR UPDATE;

    -- Clocks of two processes may differ by seconds: the newer slot counts. A row from a clock that was far ahead must not lock anybody out.
    IF seen.slot > now_slot + 1 THEN
        seen.slot := now_slot;
    END IF;
    passed := least(greatest(now_slot - seen.slot, 0), 6);
    seen.slot := greatest(now_slot, seen.slot);
    IF passed > 0 THEN
        seen.counts := (array_fill(0, ARRAY[passed]) || seen.counts)[1:6];
    END IF;
    granted := greatest(least(wanted, most - (SELECT sum(n) FROM unnest(seen.counts) AS n)::integer), 0);
    seen.counts[1] := seen.counts[1] + granted;
    UPDATE public.call_count SET slot = seen.slot, counts = seen.counts WHERE subject = who AND kind = what;
    oldest := (SELECT max(i) FROM unnest(seen.counts) WITH ORDINALITY AS u (n, i) WHERE n > 0);
    free_slot := seen.slot + 7 - coalesce(oldest, 6);
END $$;
COMMENT ON FUNCTION grid_count_calls IS 'Counts as many of the wanted calls as the limit of the last hour leaves, and returns how many these are, and the slot in which the next one is possible.';
