-- Texts that suggest a ground which the notice forbids, for the supervisors who look at them. Added by the commit of the command with which the text came; looking at one changes the three last columns alone.
-- serves: 0600

CREATE TABLE wording_flag (
    person_id  uuid        NOT NULL,
    sequence   bigint      NOT NULL CHECK (sequence > 0),
    flagged_on date        NOT NULL,
    flagged_at timestamptz NOT NULL,
    office     text        COLLATE "C" NOT NULL,
    author     text        COLLATE "C" NOT NULL,
    command    text        NOT NULL,
    field      text        NOT NULL,
    article    text        NOT NULL,
    looked_at  timestamptz,
    looked_by  text        COLLATE "C",
    result     smallint    CHECK (result BETWEEN 1 AND 3),
    PRIMARY KEY (person_id, sequence),
    CONSTRAINT wording_flag_looked CHECK ((looked_at IS NULL) = (looked_by IS NULL) AND (looked_at IS NULL) = (result IS NULL)),
    CONSTRAINT wording_flag_not_own CHECK (looked_by <> author)
);
COMMENT ON TABLE wording_flag IS 'One row a flag of suspicious wording. The words themselves are sealed in the journal entry.';
COMMENT ON COLUMN wording_flag.person_id IS 'Whose record the text came to.';
COMMENT ON COLUMN wording_flag.sequence IS 'The journal entry that holds the flag.';
COMMENT ON COLUMN wording_flag.flagged_on IS 'The day in China.';
COMMENT ON COLUMN wording_flag.flagged_at IS 'The moment of the commit.';
COMMENT ON COLUMN wording_flag.office IS 'The author''s office, or the case''s where the author has none.';
COMMENT ON COLUMN wording_flag.author IS 'Who gave the command: subject of the token.';
COMMENT ON COLUMN wording_flag.command IS 'The command, by its discriminator.';
COMMENT ON COLUMN wording_flag.field IS 'The member of the command that held the text.';
COMMENT ON COLUMN wording_flag.article IS 'The article that forbids such a ground.';
COMMENT ON COLUMN wording_flag.looked_at IS 'When somebody looked at it; null while it is on the list.';
COMMENT ON COLUMN wording_flag.looked_by IS 'Who did; never the author.';
COMMENT ON COLUMN wording_flag.result IS '1 harmless, 2 talked to the author, 3 corrected.';
CREATE INDEX wording_flag_open ON wording_flag (office, flagged_at, person_id, sequence) WHERE looked_at IS NULL;
CREATE INDEX wording_flag_on ON wording_flag (flagged_on, office) INCLUDE (result);
GRANT SELECT, INSERT, UPDATE (looked_at, looked_by, result) ON wording_flag TO $applicationRole$;
