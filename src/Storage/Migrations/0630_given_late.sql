-- Who wrote down late what offices did, so that a draft of a report need not add up the days of a period that is long over (docs/decisions/0023).
-- serves: 0600

CREATE TABLE given_late (
    period text COLLATE "C" NOT NULL
);
COMMENT ON TABLE given_late IS 'One row a statement and period by which a contact, a service or a duty''s end was written down later than on the day after its own. While a period has as many rows as before, what offices did in it, but for its last days, is what it was. Kept by triggers of service_record and duty_done; append-only.';
COMMENT ON COLUMN given_late.period IS 'The period of the day that it is dated.';
CREATE INDEX given_late_period ON given_late (period);

CREATE FUNCTION grid_late_services() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO given_late SELECT DISTINCT grid_count_period(on_date) FROM came WHERE on_date < (grid_now() AT TIME ZONE 'Asia/Shanghai')::date - 1;
    RETURN NULL;
END $$;

CREATE FUNCTION grid_late_duties() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO given_late SELECT DISTINCT grid_count_period(closed_on) FROM came WHERE closed_on < (grid_now() AT TIME ZONE 'Asia/Shanghai')::date - 1;
    RETURN NULL;
END $$;

CREATE TRIGGER late_services AFTER INSERT ON service_record REFERENCING NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION grid_late_services();
CREATE TRIGGER late_duties AFTER INSERT ON duty_done REFERENCING NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION grid_late_duties();

GRANT SELECT, INSERT ON given_late TO $applicationRole$;
