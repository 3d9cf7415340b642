-- What a region's supervisors see is decided by the office's code, which begins with its region's: the counting leaf puts a city's own office into one of its counties.

DROP INDEX application_open_region;
CREATE INDEX application_open_due ON application (review_due, number) INCLUDE (office) WHERE open;
