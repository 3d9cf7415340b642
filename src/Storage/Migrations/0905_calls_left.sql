-- How many calls are left of a caller's hour: answers tell it.
-- serves: 0600

CREATE FUNCTION grid_calls_left(who text, what text, now_slot bigint, wanted integer, most integer, OUT granted integer, OUT free_slot bigint, OUT remaining integer)
    LANGUAGE plpgsql AS $$
BEGIN
    SELECT c.granted, c.free_slot INTO STRICT granted, free_slot FROM public.grid_count_calls(who, what, now_slot, wanted, most) AS c;

    -- The row is this transaction's until its end.
    SELECT greatest(most - sum(n), 0)::integer INTO STRICT remaining
    FROM public.call_count AS c CROSS JOIN LATERAL unnest(c.counts) AS n WHERE c.subject = who AND c.kind = what;
END $$;
COMMENT ON FUNCTION grid_calls_left IS 'Counts calls as grid_count_calls does, and returns also how many are left of the hour.';
