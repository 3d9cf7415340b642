-- Complaints of persons who have no case: refused at the counter, for example, before there was an application (79/2020 (二), (十四); docs/decisions/0084).
-- serves: 0600

CREATE TABLE open_complaint (
    id          text        COLLATE "C" PRIMARY KEY,
    digest      bytea       NOT NULL,
    office      text        COLLATE "C" NOT NULL,
    owner       text        COLLATE "C" NOT NULL,
    kind        smallint    NOT NULL,
    raised_on   date        NOT NULL,
    due         date        NOT NULL,
    content     bytea,
    ended_on    date,
    ended_at    timestamptz,
    result      smallint,
    answered_by text,
    answer      bytea,
    UNIQUE (raised_on, digest),
    CONSTRAINT open_complaint_end CHECK ((ended_on IS NULL) = (result IS NULL) AND (ended_on IS NULL) = (ended_at IS NULL))
);
COMMENT ON TABLE open_complaint IS 'Complaints about offices by whoever it is, without a receipt or a login. Nothing names the person but what the person wrote.';
COMMENT ON COLUMN open_complaint.id IS 'The number that is given for reading the answer; not to be guessed.';
COMMENT ON COLUMN open_complaint.digest IS 'Keyed hash of what was sent: the same of one day is one complaint.';
COMMENT ON COLUMN open_complaint.office IS 'The office complained of.';
COMMENT ON COLUMN open_complaint.owner IS 'The office above, which answers it.';
COMMENT ON COLUMN open_complaint.kind IS 'What it is about: code list complaint-kind.';
COMMENT ON COLUMN open_complaint.raised_on IS 'The day in China.';
COMMENT ON COLUMN open_complaint.due IS 'The last day for the answer.';
COMMENT ON COLUMN open_complaint.content IS 'Words and contact, sealed with the register''s own key; null once erased.';
COMMENT ON COLUMN open_complaint.ended_on IS 'The day of the answer; null while it is open.';
COMMENT ON COLUMN open_complaint.ended_at IS 'The moment of the answer.';
COMMENT ON COLUMN open_complaint.result IS '1 well founded, 2 not well founded.';
COMMENT ON COLUMN open_complaint.answered_by IS 'Subject of the official who answered.';
COMMENT ON COLUMN open_complaint.answer IS 'The answer, sealed likewise; null once erased.';
CREATE INDEX open_complaint_open ON open_complaint (owner, id) WHERE ended_on IS NULL;
GRANT SELECT, INSERT, UPDATE ON open_complaint TO $applicationRole$;
