-- Receipts of accepted commands, kept 90 days, in a partition a month: old ones leave as whole tables.

CREATE TABLE receipt (
    caller    text        NOT NULL CHECK (length(caller) BETWEEN 1 AND 200),
    key       text        NOT NULL CHECK (length(key) BETWEEN 1 AND 200),
    month     date        NOT NULL CHECK (extract(day FROM month) = 1),
    digest    bytea       NOT NULL CHECK (octet_length(digest) BETWEEN 1 AND 64),
    operation text        NOT NULL,
    person_id uuid,
    outcome   jsonb       NOT NULL,
    at        timestamptz NOT NULL,
    PRIMARY KEY (caller, key, month)
) PARTITION BY RANGE (month);
COMMENT ON TABLE receipt IS 'One row for each accepted command: the same caller and key again get this answer. In the first minutes of a month a second row stands in the month before, so that a key used at once on both sides of midnight meets itself.';
COMMENT ON COLUMN receipt.caller IS 'Who sent the command: subject of the token.';
COMMENT ON COLUMN receipt.key IS 'The caller''s idempotency key.';
COMMENT ON COLUMN receipt.month IS 'First day of the month (Asia/Shanghai) of the commit.';
COMMENT ON COLUMN receipt.digest IS 'SHA-256 of the request: the same key with another one is refused.';
COMMENT ON COLUMN receipt.operation IS 'What was asked for.';
COMMENT ON COLUMN receipt.person_id IS 'Whose record it changed; null where it was no person''s.';
COMMENT ON COLUMN receipt.outcome IS 'The answer. Nothing sensitive.';
COMMENT ON COLUMN receipt.at IS 'When it was committed, by the clock of the process.';
GRANT SELECT, INSERT ON receipt TO $applicationRole$;

-- Nothing accepted may fail because a month has no partition yet.
CREATE TABLE receipt_default PARTITION OF receipt DEFAULT;
COMMENT ON TABLE receipt_default IS 'Receipts of months without a partition of their own.';

CREATE FUNCTION grid_ensure_receipt_partitions() RETURNS int
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET lock_timeout = '5s' AS
$$
DECLARE
    this_month date := date_trunc('month', grid_now() AT TIME ZONE 'Asia/Shanghai')::date;
    month_start date;
    partition text;
    made int := 0;
BEGIN
    -- One at a time, or two silos that start together would make the same table.
    PERFORM pg_advisory_xact_lock(1198681444, 120);
    FOR ahead IN -1 .. 3 LOOP
        month_start := (this_month + make_interval(months => ahead))::date;
        partition := 'receipt_' || to_char(month_start, 'YYYYMM');
        CONTINUE WHEN to_regclass('public.' || partition) IS NOT NULL;
        EXECUTE format('CREATE TABLE public.%I (LIKE public.receipt INCLUDING ALL)', partition);
        EXECUTE format('COMMENT ON TABLE public.%I IS %L', partition, 'Receipts of one month.');
        EXECUTE format('WITH moved AS (DELETE FROM public.receipt_default WHERE month = %L RETURNING *) INSERT INTO public.%I SELECT * FROM moved',
            month_start, partition);
        EXECUTE format('ALTER TABLE public.receipt ATTACH PARTITION public.%I FOR VALUES FROM (%L) TO (%L)',
            partition, month_start, (month_start + make_interval(months => 1))::date);
        made := made + 1;
    END LOOP;
    RETURN made;
END
$$;
COMMENT ON FUNCTION grid_ensure_receipt_partitions() IS 'Makes the receipts'' partitions from last month to three months ahead, as the owner; returns how many it made. Silos call it at start and once a day.';

CREATE FUNCTION grid_drop_old_receipts() RETURNS int
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET lock_timeout = '5s' AS
$$
DECLARE
    oldest_kept date := (grid_now() AT TIME ZONE 'Asia/Shanghai')::date - 90;
    partition text;
    dropped int := 0;
BEGIN
    PERFORM pg_advisory_xact_lock(1198681444, 120);
    FOR partition IN
        SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = 'public.receipt'::regclass AND c.relname ~ '^receipt_[0-9]{6}$'
          AND (to_date(right(c.relname, 6), 'YYYYMM') + make_interval(months => 1))::date <= oldest_kept
    LOOP
        EXECUTE format('DROP TABLE public.%I', partition);
        dropped := dropped + 1;
    END LOOP;
    DELETE FROM public.receipt_default WHERE (month + make_interval(months => 1))::date <= oldest_kept;
    RETURN dropped;
END
$$;
COMMENT ON FUNCTION grid_drop_old_receipts() IS 'Drops the partitions of months that ended 90 days ago or earlier, as the owner; returns how many. Callers cannot choose the age.';

REVOKE EXECUTE ON FUNCTION grid_ensure_receipt_partitions(), grid_drop_old_receipts() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION grid_ensure_receipt_partitions(), grid_drop_old_receipts() TO $applicationRole$;
SELECT grid_ensure_receipt_partitions();
