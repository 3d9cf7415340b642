-- A registration that the facts never allowed (撤销登记) has a status of its own.
-- serves: 0600

ALTER TABLE registration DROP CONSTRAINT registration_status_check;
ALTER TABLE registration ADD CONSTRAINT registration_status_check CHECK (status BETWEEN 1 AND 7) NOT VALID;
COMMENT ON COLUMN registration.status IS '1 active, 2 exited, 3 became ordinary, 4 duplicate, 5 moving to another number''s record, 6 entered in error, 7 撤销登记: counts as if it had not been.';
