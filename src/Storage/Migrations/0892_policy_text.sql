-- Policy texts, scripts and questions with answers, the same for every clerk and 12333 (79/2020 (十三)); who has read them; and who the clerks are.
-- serves: 0600

CREATE TABLE policy_text (
    code           text        COLLATE "C" NOT NULL CHECK (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(code) <= 60),
    version        integer     NOT NULL CHECK (version > 0),
    kind           smallint    NOT NULL CHECK (kind BETWEEN 1 AND 3),
    audiences      smallint[]  NOT NULL CHECK (cardinality(audiences) > 0),
    title_zh       text        NOT NULL CHECK (title_zh <> ''),
    title_en       text        NOT NULL CHECK (title_en <> ''),
    text_zh        text        NOT NULL CHECK (text_zh <> ''),
    text_en        text        NOT NULL CHECK (text_en <> ''),
    basis          text,
    effective_from date        NOT NULL,
    effective_to   date,
    proposed_by    text        COLLATE "C" NOT NULL,
    proposed_at    timestamptz NOT NULL,
    state          smallint    NOT NULL CHECK (state BETWEEN 1 AND 3),
    decided_by     text        COLLATE "C",
    decided_at     timestamptz,
    decided_on     date,
    PRIMARY KEY (code, version),
    CONSTRAINT policy_text_days CHECK (effective_to >= effective_from),
    CONSTRAINT policy_text_decided CHECK ((state = 1) = (decided_by IS NULL) AND (state = 1) = (decided_at IS NULL) AND (state = 1) = (decided_on IS NULL)),
    CONSTRAINT policy_text_two_persons CHECK (decided_by <> proposed_by)
);
COMMENT ON TABLE policy_text IS 'Versions of texts. A version is decided once; nothing is deleted.';
COMMENT ON COLUMN policy_text.code IS 'Which text.';
COMMENT ON COLUMN policy_text.version IS 'From 1.';
COMMENT ON COLUMN policy_text.kind IS '1 policy, 2 script, 3 question with its answer.';
COMMENT ON COLUMN policy_text.audiences IS 'Who reads it: 1 clerks, 2 supervisors, 3 the hotline 12333.';
COMMENT ON COLUMN policy_text.title_zh IS 'Title or question, Chinese.';
COMMENT ON COLUMN policy_text.title_en IS 'Title or question, English.';
COMMENT ON COLUMN policy_text.text_zh IS 'Text or answer, Chinese.';
COMMENT ON COLUMN policy_text.text_en IS 'Text or answer, English.';
COMMENT ON COLUMN policy_text.basis IS 'The article it rests on.';
COMMENT ON COLUMN policy_text.effective_from IS 'First day in force, inclusive.';
COMMENT ON COLUMN policy_text.effective_to IS 'Last day in force, inclusive; null until the next approved version begins.';
COMMENT ON COLUMN policy_text.proposed_by IS 'The author: subject of the token, or the name in the data file.';
COMMENT ON COLUMN policy_text.proposed_at IS 'When.';
COMMENT ON COLUMN policy_text.state IS '1 proposed, 2 approved, 3 rejected.';
COMMENT ON COLUMN policy_text.decided_by IS 'Who approved or rejected it; never the author.';
COMMENT ON COLUMN policy_text.decided_at IS 'When.';
COMMENT ON COLUMN policy_text.decided_on IS 'That day in China.';
CREATE UNIQUE INDEX policy_text_approved ON policy_text (code, effective_from) WHERE state = 2;
CREATE UNIQUE INDEX policy_text_proposed ON policy_text (code) WHERE state = 1;

CREATE TABLE policy_text_reading (
    code    text        COLLATE "C" NOT NULL,
    version integer     NOT NULL,
    subject text        COLLATE "C" NOT NULL,
    office  text        COLLATE "C",
    read_at timestamptz NOT NULL,
    read_on date        NOT NULL,
    PRIMARY KEY (code, version, subject),
    FOREIGN KEY (code, version) REFERENCES policy_text (code, version)
);
COMMENT ON TABLE policy_text_reading IS 'Who has acknowledged having read a version. Append-only.';
COMMENT ON COLUMN policy_text_reading.code IS 'Which text.';
COMMENT ON COLUMN policy_text_reading.version IS 'Which version of it.';
COMMENT ON COLUMN policy_text_reading.subject IS 'Who: subject of the token.';
COMMENT ON COLUMN policy_text_reading.office IS 'The reader''s office then; null of the hotline.';
COMMENT ON COLUMN policy_text_reading.read_at IS 'When.';
COMMENT ON COLUMN policy_text_reading.read_on IS 'That day in China.';
CREATE INDEX policy_text_reading_subject ON policy_text_reading (subject);

CREATE TABLE staff_seen (
    subject    text     COLLATE "C" PRIMARY KEY,
    role       smallint NOT NULL CHECK (role BETWEEN 1 AND 3),
    office     text     COLLATE "C",
    first_seen date     NOT NULL,
    last_seen  date     NOT NULL,
    CONSTRAINT staff_seen_days CHECK (last_seen >= first_seen)
);
COMMENT ON TABLE staff_seen IS 'Who used the register as a clerk, supervisor or agent of 12333, and where last: the register has no list of accounts. Written once a day for each.';
COMMENT ON COLUMN staff_seen.subject IS 'Subject of the token.';
COMMENT ON COLUMN staff_seen.role IS '1 clerk, 2 supervisor, 3 hotline.';
COMMENT ON COLUMN staff_seen.office IS 'Of the latest token; null where it had none.';
COMMENT ON COLUMN staff_seen.first_seen IS 'First day in this role and office.';
COMMENT ON COLUMN staff_seen.last_seen IS 'Latest day.';
CREATE INDEX staff_seen_office ON staff_seen (office, last_seen);

GRANT SELECT, INSERT, UPDATE (state, decided_by, decided_at, decided_on) ON policy_text TO $applicationRole$;
GRANT SELECT, INSERT ON policy_text_reading TO $applicationRole$;
GRANT SELECT, INSERT, UPDATE (role, office, first_seen, last_seen) ON staff_seen TO $applicationRole$;
