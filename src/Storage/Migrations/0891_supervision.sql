-- Complaints about offices and answers of surveys by telephone, for figures by office (79/2020 (十四)). Rows of steps come with the persons' commits and are never changed; words stay sealed in the journal.
-- serves: 0600

CREATE TABLE complaint_step (
    person_id uuid     NOT NULL,
    sequence  bigint   NOT NULL CHECK (sequence > 0),
    complaint text     COLLATE "C" NOT NULL,
    step      smallint NOT NULL CHECK (step BETWEEN 1 AND 3),
    kind      smallint NOT NULL CHECK (kind > 0),
    office    text     COLLATE "C" NOT NULL,
    owner     text     COLLATE "C" NOT NULL,
    on_date   date     NOT NULL,
    due       date,
    result    smallint CHECK (result BETWEEN 1 AND 3),
    PRIMARY KEY (person_id, sequence),
    CONSTRAINT complaint_step_due CHECK ((step = 1) = (due IS NOT NULL)),
    CONSTRAINT complaint_step_result CHECK ((step = 3) = (result IS NOT NULL))
);
COMMENT ON TABLE complaint_step IS 'One row a step of a complaint about an office. The person''s words are sealed in the journal entry.';
COMMENT ON COLUMN complaint_step.person_id IS 'Who complained.';
COMMENT ON COLUMN complaint_step.sequence IS 'The journal entry.';
COMMENT ON COLUMN complaint_step.complaint IS 'The complaint''s number.';
COMMENT ON COLUMN complaint_step.step IS '1 raised, 2 taken by the office above, 3 ended.';
COMMENT ON COLUMN complaint_step.kind IS 'What it is about: code list complaint-kind.';
COMMENT ON COLUMN complaint_step.office IS 'The office complained of.';
COMMENT ON COLUMN complaint_step.owner IS 'The office above, which answers it.';
COMMENT ON COLUMN complaint_step.on_date IS 'The day in China.';
COMMENT ON COLUMN complaint_step.due IS 'The last day for the answer, as it was when it was raised.';
COMMENT ON COLUMN complaint_step.result IS '1 well founded, 2 not well founded, 3 taken back.';
CREATE INDEX complaint_step_raised ON complaint_step (on_date, office) WHERE step = 1;
CREATE INDEX complaint_step_ended ON complaint_step (complaint) WHERE step = 3;

CREATE TABLE phone_survey (
    id         uuid        PRIMARY KEY,
    region     text        COLLATE "C" NOT NULL,
    title      text        NOT NULL CHECK (octet_length(title) BETWEEN 1 AND 1000),
    planned_on date        NOT NULL,
    size       integer     NOT NULL CHECK (size > 0),
    created_by text        COLLATE "C" NOT NULL,
    created_at timestamptz NOT NULL
);
COMMENT ON TABLE phone_survey IS 'Surveys by telephone that are planned: the schedule of checks. Never changed.';
COMMENT ON COLUMN phone_survey.id IS 'In addresses.';
COMMENT ON COLUMN phone_survey.region IS 'The region that is surveyed, with all below it.';
COMMENT ON COLUMN phone_survey.title IS 'What it is called; offices read it.';
COMMENT ON COLUMN phone_survey.planned_on IS 'The day for which it is planned.';
COMMENT ON COLUMN phone_survey.size IS 'How many persons are to be asked.';
COMMENT ON COLUMN phone_survey.created_by IS 'Subject of the token.';
COMMENT ON COLUMN phone_survey.created_at IS 'When it was planned.';
CREATE INDEX phone_survey_planned ON phone_survey (planned_on, id);

CREATE TABLE phone_survey_member (
    survey_id    uuid        NOT NULL REFERENCES phone_survey (id),
    registration text        COLLATE "C" NOT NULL,
    person_id    uuid        NOT NULL,
    office       text        COLLATE "C" NOT NULL,
    drawn_at     timestamptz NOT NULL,
    PRIMARY KEY (survey_id, registration)
);
COMMENT ON TABLE phone_survey_member IS 'Who was drawn for a survey. An answer is taken of these alone.';
COMMENT ON COLUMN phone_survey_member.survey_id IS 'The survey.';
COMMENT ON COLUMN phone_survey_member.registration IS 'By which the answer is brought back.';
COMMENT ON COLUMN phone_survey_member.person_id IS 'The person.';
COMMENT ON COLUMN phone_survey_member.office IS 'The office that held the case when it was drawn.';
COMMENT ON COLUMN phone_survey_member.drawn_at IS 'When.';
CREATE INDEX phone_survey_member_person ON phone_survey_member (person_id);

CREATE TABLE survey_step (
    person_id    uuid     NOT NULL,
    sequence     bigint   NOT NULL CHECK (sequence > 0),
    survey_id    uuid     NOT NULL,
    step         smallint NOT NULL CHECK (step BETWEEN 1 AND 2),
    office       text     COLLATE "C" NOT NULL,
    owner        text     COLLATE "C" NOT NULL,
    on_date      date     NOT NULL,
    outcome      smallint CHECK (outcome BETWEEN 1 AND 3),
    findings     smallint CHECK (findings BETWEEN 0 AND 7),
    confirmed    boolean,
    PRIMARY KEY (person_id, sequence),
    CONSTRAINT survey_step_answer CHECK ((step = 1) = (outcome IS NOT NULL) AND (step = 1) = (findings IS NOT NULL)),
    CONSTRAINT survey_step_settled CHECK ((step = 2) = (confirmed IS NOT NULL))
);
COMMENT ON TABLE survey_step IS 'One row a call of a survey, and one when the office above has looked at what it contradicts.';
COMMENT ON COLUMN survey_step.person_id IS 'Who was called.';
COMMENT ON COLUMN survey_step.sequence IS 'The journal entry, which holds the answers.';
COMMENT ON COLUMN survey_step.survey_id IS 'The survey.';
COMMENT ON COLUMN survey_step.step IS '1 called, 2 the contradiction was looked at.';
COMMENT ON COLUMN survey_step.office IS 'The office that it is about.';
COMMENT ON COLUMN survey_step.owner IS 'The office above.';
COMMENT ON COLUMN survey_step.on_date IS 'The day in China.';
COMMENT ON COLUMN survey_step.outcome IS '1 answered, 2 refused, 3 not reached.';
COMMENT ON COLUMN survey_step.findings IS 'What it contradicts, added up: 1 not contacted, 2 papers asked for, 4 not served.';
COMMENT ON COLUMN survey_step.confirmed IS 'Whether it was as the person said.';
CREATE INDEX survey_step_survey ON survey_step (survey_id, step, office);

GRANT SELECT, INSERT ON complaint_step, phone_survey, phone_survey_member, survey_step TO $applicationRole$;
