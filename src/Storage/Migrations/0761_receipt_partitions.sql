-- The care for receipts' partitions holds up nobody for longer than half a second: it gives up, and is tried again (docs/decisions/0037).
-- serves: 0600

-- A lock that has to be waited for makes everybody wait who comes after. So each wait ends after a fifth of a second, and one partition is made in a transaction.
CREATE OR REPLACE FUNCTION grid_ensure_receipt_partitions() RETURNS int
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET lock_timeout = '200ms' AS
$$
DECLARE
    this_month date := date_trunc('month', grid_now() AT TIME ZONE 'Asia/Shanghai')::date;
    month_start date;
    partition text;
BEGIN
    -- One at a time, or two silos that start together would make the same table.
    PERFORM pg_advisory_xact_lock(1198681444, 120);
    FOR ahead IN -1 .. 3 LOOP
        month_start := (this_month + make_interval(months => ahead))::date;
        partition := 'receipt_' || to_char(month_start, 'YYYYMM');
        CONTINUE WHEN to_regclass('public.' || partition) IS NOT NULL;
        EXECUTE format('CREATE TABLE public.%I (LIKE public.receipt INCLUDING ALL)', partition);
        EXECUTE format('COMMENT ON TABLE public.%I IS %L', partition, 'Receipts of one month.');
        LOCK TABLE ONLY public.receipt IN SHARE UPDATE EXCLUSIVE MODE;
        LOCK TABLE public.receipt_default IN ACCESS EXCLUSIVE MODE;
        EXECUTE format('WITH moved AS (DELETE FROM public.receipt_default WHERE month = %L RETURNING *) INSERT INTO public.%I SELECT * FROM moved',
            month_start, partition);
        EXECUTE format('ALTER TABLE public.receipt ATTACH PARTITION public.%I FOR VALUES FROM (%L) TO (%L)',
            partition, month_start, (month_start + make_interval(months => 1))::date);
        RETURN 1;
    END LOOP;
    RETURN 0;
END
$$;
COMMENT ON FUNCTION grid_ensure_receipt_partitions() IS 'Makes the first partition that is missing from last month to three months ahead, as the owner; returns how many it made: silos call it again until that is 0. Waits at most 200 ms for each of its locks, and then fails with 55P03.';

-- Dropping waits for everybody who reads receipts before it has any lock, and then for the old partition alone.
ALTER FUNCTION grid_drop_old_receipts() SET lock_timeout = '200ms';
COMMENT ON FUNCTION grid_drop_old_receipts() IS 'Drops the partitions of months that ended 90 days ago or earlier, as the owner; returns how many. Callers cannot choose the age. Waits at most 200 ms for each of its locks, and then fails with 55P03.';
