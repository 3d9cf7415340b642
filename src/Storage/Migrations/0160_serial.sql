-- Serials of application and registration numbers. A process takes a block of 1,000 at once; what it does not use is a gap.

CREATE SEQUENCE serial_block AS int INCREMENT BY 1000 MINVALUE 0 MAXVALUE 9999000 START WITH 0 CYCLE;
COMMENT ON SEQUENCE serial_block IS 'First serial of the next block of 1,000. Begins anew after ten million; the number''s region and day or month make it another number.';
GRANT USAGE ON SEQUENCE serial_block TO $applicationRole$;
