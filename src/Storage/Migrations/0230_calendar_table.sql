-- Working calendars that operators loaded at run time. They stand before those that ship with the register.

CREATE SEQUENCE calendar_version;
COMMENT ON SEQUENCE calendar_version IS 'Versions of stored calendar tables.';
GRANT USAGE ON SEQUENCE calendar_version TO $applicationRole$;

CREATE TABLE calendar_table (
    region    text        COLLATE "C" NOT NULL,
    year      int         NOT NULL CHECK (year BETWEEN 2000 AND 2099),
    body      jsonb       NOT NULL,
    version   bigint      NOT NULL DEFAULT nextval('calendar_version'),
    loaded_by text        NOT NULL,
    loaded_at timestamptz NOT NULL,
    PRIMARY KEY (region, year)
);
COMMENT ON TABLE calendar_table IS 'One row a region and year: the table of days off and worked weekends (节假日安排) that an operator loaded last.';
COMMENT ON COLUMN calendar_table.region IS 'CN, or the 2, 4 or 6 leading digits of a region''s code.';
COMMENT ON COLUMN calendar_table.year IS 'The year of the table.';
COMMENT ON COLUMN calendar_table.body IS 'The table.';
COMMENT ON COLUMN calendar_table.version IS 'Given anew at each load. The sum of all tells whether anything was stored: it rises with each, whatever the order of commits.';
COMMENT ON COLUMN calendar_table.loaded_by IS 'The operator.';
COMMENT ON COLUMN calendar_table.loaded_at IS 'When it was loaded.';
GRANT SELECT, INSERT, UPDATE ON calendar_table TO $applicationRole$;
