-- What offices did in a county or province on some days is read from these indexes alone, without a visit to the rows: the draft of a report, and the offices' performance.
-- serves: 0600

CREATE INDEX duty_done_office_days ON duty_done (office, closed_on) INCLUDE (kind, how, opened_on);
CREATE INDEX service_record_office_days ON service_record (office, on_date) INCLUDE (kind, code, reached);
DROP INDEX duty_done_office;
DROP INDEX service_record_office;
