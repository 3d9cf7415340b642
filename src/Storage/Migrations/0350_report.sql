-- Reports of the month: denominators, checks, and the submitted reports, which nothing can change.

CREATE TABLE denominator (
    id             bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    region         text        COLLATE "C" NOT NULL,
    period         text        COLLATE "C" NOT NULL CHECK (period ~ '^\d{4}-\d\d$'),
    urban_employed bigint      NOT NULL CHECK (urban_employed > 0),
    source         text        NOT NULL,
    as_of          date        NOT NULL,
    estimated      boolean     NOT NULL,
    entered_by     text        NOT NULL,
    entered_at     timestamptz NOT NULL
);
COMMENT ON TABLE denominator IS 'Urban employed persons at the end of a period (期末城镇从业人数), as entered: the administrative number without which there is no rate. The latest of a region and period counts; append-only.';
COMMENT ON COLUMN denominator.id IS 'Order of entering.';
COMMENT ON COLUMN denominator.region IS 'Of which region, at any level; a city''s is not computed from its counties''.';
COMMENT ON COLUMN denominator.period IS 'At the end of which period, yyyy-MM.';
COMMENT ON COLUMN denominator.urban_employed IS 'Persons, without the registered unemployed.';
COMMENT ON COLUMN denominator.source IS 'Who gave it.';
COMMENT ON COLUMN denominator.as_of IS 'The day for which the source gives it.';
COMMENT ON COLUMN denominator.estimated IS 'Estimated with reference to the end of last year (79/2020 (十)).';
COMMENT ON COLUMN denominator.entered_by IS 'Who entered it: subject of the token.';
COMMENT ON COLUMN denominator.entered_at IS 'When.';
CREATE INDEX denominator_latest ON denominator (region, period, id DESC);

CREATE TABLE report_check (
    id         bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    region     text        COLLATE "C" NOT NULL,
    period     text        COLLATE "C" NOT NULL CHECK (period ~ '^\d{4}-\d\d$'),
    digest     text        NOT NULL CHECK (digest ~ '^[0-9a-f]{64}$'),
    checks     jsonb       NOT NULL,
    recount    jsonb,
    checked_by text        NOT NULL,
    checked_at timestamptz NOT NULL
);
COMMENT ON TABLE report_check IS 'One row a check of a report; the latest counts. Append-only.';
COMMENT ON COLUMN report_check.id IS 'Order of checking.';
COMMENT ON COLUMN report_check.region IS 'The region that reports.';
COMMENT ON COLUMN report_check.period IS 'The period, yyyy-MM.';
COMMENT ON COLUMN report_check.digest IS 'SHA-256 of the document that was checked.';
COMMENT ON COLUMN report_check.checks IS 'Every check with its result.';
COMMENT ON COLUMN report_check.recount IS 'The recount on which it rests.';
COMMENT ON COLUMN report_check.checked_by IS 'Who had it checked: subject of the token.';
COMMENT ON COLUMN report_check.checked_at IS 'When.';
CREATE INDEX report_check_latest ON report_check (region, period, id DESC);

CREATE TABLE report (
    region       text        COLLATE "C" NOT NULL,
    period       text        COLLATE "C" NOT NULL CHECK (period ~ '^\d{4}-\d\d$'),
    document     text        NOT NULL,
    digest       text        NOT NULL CHECK (digest = encode(sha256(convert_to(document, 'UTF8')), 'hex')),
    check_id     bigint      NOT NULL REFERENCES report_check,
    submitted_by text        NOT NULL,
    submitted_at timestamptz NOT NULL,
    PRIMARY KEY (region, period)
);
COMMENT ON TABLE report IS 'Submitted reports (月报): immutable. Written in the transaction that closes the period in all leaves of the region.';
COMMENT ON COLUMN report.region IS 'The region that reports.';
COMMENT ON COLUMN report.period IS 'The period, yyyy-MM.';
COMMENT ON COLUMN report.document IS 'The report as canonical JSON, byte by byte what was digested.';
COMMENT ON COLUMN report.digest IS 'SHA-256 of the document.';
COMMENT ON COLUMN report.check_id IS 'The check that it passed.';
COMMENT ON COLUMN report.submitted_by IS 'Who submitted it: subject of the token.';
COMMENT ON COLUMN report.submitted_at IS 'When.';

-- The rights below say the same to the application; this also holds the owner's hand.
CREATE FUNCTION report_refuse_change() RETURNS trigger
    LANGUAGE plpgsql AS
$$
BEGIN
    RAISE EXCEPTION 'A submitted report is not changed.' USING ERRCODE = 'restrict_violation';
END
$$;
COMMENT ON FUNCTION report_refuse_change() IS 'Refuses every change to submitted reports.';
CREATE TRIGGER report_immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON report FOR EACH STATEMENT EXECUTE FUNCTION report_refuse_change();

CREATE TABLE report_stock (
    region text  COLLATE "C" NOT NULL,
    period text  COLLATE "C" NOT NULL CHECK (period ~ '^\d{4}-\d\d$'),
    blocks jsonb NOT NULL,
    PRIMARY KEY (region, period)
);
COMMENT ON TABLE report_stock IS 'A leaf''s stock on the last day of a period as it was when the period was closed, by block, with what time changes (ages, durations). Facts that come later are adjustments of another period. Append-only.';
COMMENT ON COLUMN report_stock.region IS 'The counting leaf.';
COMMENT ON COLUMN report_stock.period IS 'The closed period, yyyy-MM.';
COMMENT ON COLUMN report_stock.blocks IS 'The stock of each block.';

CREATE TABLE report_watch (
    region        text        COLLATE "C" NOT NULL,
    period        text        COLLATE "C" NOT NULL CHECK (period ~ '^\d{4}-\d\d$'),
    warned_at     timestamptz NOT NULL,
    overdue_since timestamptz,
    PRIMARY KEY (region, period)
);
COMMENT ON TABLE report_watch IS 'Reports that were noticed not to be submitted, from the 1st of the following month on.';
COMMENT ON COLUMN report_watch.region IS 'The region that owes it.';
COMMENT ON COLUMN report_watch.period IS 'The period, yyyy-MM.';
COMMENT ON COLUMN report_watch.warned_at IS 'When it was noticed first.';
COMMENT ON COLUMN report_watch.overdue_since IS 'When it was noticed that the deadline had passed.';

GRANT SELECT, INSERT ON denominator, report_check, report, report_stock TO $applicationRole$;
GRANT SELECT, INSERT, UPDATE ON report_watch TO $applicationRole$;
