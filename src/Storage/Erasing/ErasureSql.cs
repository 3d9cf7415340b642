namespace Grid.Storage.Erasing;

/// <summary>The statements of an erasure, which the database's owner runs. $1 is the persons that are erased together.</summary>
internal static class ErasureSql
{
    /// <summary>$1 last person, $2 how many, $3 commits before this moment.</summary>
    public const string Candidates =
        "SELECT person_id FROM person WHERE person_id > $1 AND data_key IS NOT NULL AND written_at < $3 ORDER BY person_id LIMIT $2";

    /// <summary>Commits of these persons wait, and then find another version; groups of commits lock in this order too.</summary>
    public const string Lock = "SELECT FROM person WHERE person_id = ANY ($1) ORDER BY person_id FOR UPDATE";

    /// <summary>What waits to leave, or for a result of the platform.</summary>
    public const string Waits = """
        SELECT EXISTS (SELECT FROM count_entry WHERE person_id = ANY ($1)) OR EXISTS (SELECT FROM platform_item WHERE person_id = ANY ($1))
            OR EXISTS (SELECT FROM notice WHERE person_id = ANY ($1) AND gave_up_at IS NULL)
            OR EXISTS (SELECT FROM notice_outcome WHERE person_id = ANY ($1))
            OR EXISTS (SELECT FROM matter_message WHERE person_id = ANY ($1) AND sent_at IS NULL AND gave_up_at IS NULL)
            OR EXISTS (SELECT FROM import_row WHERE person_id = ANY ($1)),
            EXISTS (SELECT FROM platform_application WHERE number = ANY (ARRAY (
                SELECT platform_number COLLATE "C" FROM application WHERE person_id = ANY ($1) AND platform_number IS NOT NULL
                UNION SELECT (facts ->> 'number') COLLATE "C" FROM journal WHERE person_id = ANY ($1) AND event = 'platformApplicationJoined'))
                AND status IN ('pending', 'joining')),
            ARRAY (SELECT DISTINCT kind FROM erasure_hold WHERE person_id = ANY ($1) AND lifted_at IS NULL)
        """;

    public const string Journal = "SELECT sequence, facts::text, standing::text FROM journal WHERE person_id = $1 ORDER BY sequence";

    /// <summary>$1 person, $2 sequences, $3 facts, $4 standings.</summary>
    public const string ClearJournal = """
        UPDATE journal AS j SET facts = i.facts::jsonb, standing = i.standing::jsonb, personal = NULL
        FROM unnest($2::bigint[], $3::text[], $4::text[]) AS i (sequence, facts, standing) WHERE j.person_id = $1 AND j.sequence = i.sequence
        """;

    /// <summary>$1 person, $2 sequences, $3 MACs.</summary>
    public const string ChainJournal = """
        WITH gone AS (DELETE FROM journal_mac WHERE person_id = $1)
        UPDATE journal AS j SET mac = i.mac FROM unnest($2::bigint[], $3::bytea[]) AS i (sequence, mac) WHERE j.person_id = $1 AND j.sequence = i.sequence
        """;

    /// <summary>$1 person, $2 sequence, $3 event, $4 day, $5 actor, $6 role, $7 moment, $8 commit, $9 facts, $10 MAC.</summary>
    public const string Journalled = """
        INSERT INTO journal (person_id, sequence, event, event_on, actor, actor_role, at, commit_id, facts, mac)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb, $10)
        """;

    /// <summary>$1 person, $2 version before, $3 sequence, $4 schema, $5 commit, $6 moment, $7 head, $8 MAC.</summary>
    public const string Person = """
        UPDATE person SET version = $2 + 1, sequence = $3, state_schema = $4, state = '', data_key = NULL, last_commit = $5, written_at = $6,
            chain = $7, chained_version = $2 + 1, mac = $8
        WHERE person_id = $1 AND version = $2
        """;

    public const string Erased = "INSERT INTO erasure (person_id, sequence, erased_on, at) VALUES ($1, $2, $3, $4)";

    public const string Segments = "SELECT opened_by, sequence, ordinal, standing FROM count_segment WHERE person_id = ANY ($1) FOR UPDATE";

    /// <summary>$1 to $3 the rows, $4 their standings.</summary>
    public const string ClearSegments = """
        UPDATE count_segment AS s SET birth_date = NULL, standing = i.standing
        FROM unnest($1::uuid[], $2::bigint[], $3::smallint[], $4::bytea[]) AS i (opened_by, sequence, ordinal, standing)
        WHERE s.opened_by = i.opened_by AND s.sequence = i.sequence AND s.ordinal = i.ordinal
        """;

    /// <summary>
    /// Tables that hold something of a person beside journal, person and segments, with the statement that removes it. $1 persons, $2 the
    /// month of their last commit (receipts are stored for one month more).
    /// </summary>
    public static readonly IReadOnlyList<(string Table, string Sql)> Others =
    [
        ("receipt", "DELETE FROM receipt WHERE person_id = ANY ($1) AND month <= $2::date + interval '1 month'"),
        (
            "name_token", // Before the row that lists the tokens: there is no index by person.
            """
            DELETE FROM name_token AS t USING person_search AS s
            WHERE s.person_id = ANY ($1) AND t.person_id = s.person_id AND t.token = ANY (s.name_tokens)
            """
        ),
        ("person_search", "DELETE FROM person_search WHERE person_id = ANY ($1)"),
        ("application", "UPDATE application SET non_approval = '' WHERE person_id = ANY ($1) AND non_approval <> ''"),
        ("registration", "UPDATE registration SET legacy_hash = NULL WHERE person_id = ANY ($1) AND legacy_hash IS NOT NULL"),
        ("service_record", "UPDATE service_record SET details = '' WHERE person_id = ANY ($1) AND details <> ''"),
        (
            "allowance_line",
            "UPDATE allowance_line SET ordinal = NULL, delivered_at = NULL WHERE person_id = ANY ($1) AND ordinal IS NOT NULL"
        ),
        ("notice", "DELETE FROM notice WHERE person_id = ANY ($1)"),
        (
            "notice_sent",
            "UPDATE notice_sent SET text = NULL, content = NULL, report_reason = NULL, gateway_id = NULL WHERE person_id = ANY ($1)"
        ),
        ("matter_message", "DELETE FROM matter_message WHERE person_id = ANY ($1)"),
        ("licence", "DELETE FROM licence WHERE person_id = ANY ($1)"),
        ("matter", "UPDATE matter SET system_reference = NULL WHERE person_id = ANY ($1) AND system_reference IS NOT NULL"),
        ("platform_sent", "UPDATE platform_sent SET content = '' WHERE person_id = ANY ($1) AND content <> ''"),
        (
            "platform_application",
            """
            UPDATE platform_application SET content = NULL, refusal = NULL, settlement = NULL, status = CASE status WHEN 'refused' THEN 'superseded' ELSE status END
            WHERE number = ANY (ARRAY (
                SELECT platform_number COLLATE "C" FROM application WHERE person_id = ANY ($1) AND platform_number IS NOT NULL
                UNION SELECT (facts ->> 'number') COLLATE "C" FROM journal WHERE person_id = ANY ($1) AND event = 'platformApplicationJoined'))
                AND (content IS NOT NULL OR refusal IS NOT NULL OR settlement IS NOT NULL)
            """
        ),
        ("platform_order", "UPDATE platform_order SET reason = '' WHERE person_id = ANY ($1) AND reason <> ''"),
        (
            "duplicate_decision",
            """
            UPDATE duplicate_decision AS d SET text = NULL FROM duplicate_pair AS p
            WHERE d.pair = p.id AND (p.first = ANY ($1) OR p.second = ANY ($1)) AND d.text IS NOT NULL
            """
        ),
        ("duplicate_pair", "DELETE FROM duplicate_pair WHERE first = ANY ($1) OR second = ANY ($1)"),
        ("case_move_failure", "DELETE FROM case_move_failure WHERE person_id = ANY ($1)"),
        ("person_list_member", "DELETE FROM person_list_member WHERE person_id = ANY ($1)"),
        (
            "household_event", // Before the members, by whom the households are found.
            """
            UPDATE household_event SET evidence = NULL, note = NULL
            WHERE household_id IN (SELECT household_id FROM household_member WHERE person_id = ANY ($1))
                AND (evidence IS NOT NULL OR note IS NOT NULL)
            """
        ),
        ("household_member", "DELETE FROM household_member WHERE person_id = ANY ($1)"),
        ("phone_survey_member", "DELETE FROM phone_survey_member WHERE person_id = ANY ($1)"),
        ("match_row", "DELETE FROM match_row WHERE person_id = ANY ($1)"),
        (
            "reminder",
            """
            DELETE FROM reminder WHERE service_id = ANY (ARRAY (SELECT service_id FROM register_identity UNION SELECT 'grid'))
                AND grain_id = ANY (SELECT 'person/' || replace(p::text, '-', '') FROM unnest($1::uuid[]) AS p) AND name = 'duty'
            """
        ),
    ];

    /// <summary>
    /// Applications of the platform that came to no record, and their results: no person's erasure leads to them. What an office
    /// still owes an answer stays. $1 the moment before which they were settled.
    /// </summary>
    public static readonly IReadOnlyList<(string Table, string Sql)> OfNobody =
    [
        (
            "platform_application",
            """
            UPDATE platform_application AS i SET content = NULL, refusal = NULL, settlement = NULL, status = CASE status WHEN 'refused' THEN 'superseded' ELSE status END
            WHERE settled_at < $1 AND (status IN ('superseded', 'settled') OR status = 'refused' AND number IS NULL)
                AND (content IS NOT NULL OR refusal IS NOT NULL OR settlement IS NOT NULL) AND application IS NULL
                AND NOT EXISTS (SELECT FROM application AS a WHERE a.platform_number = i.number)
            """
        ),
        (
            "platform_sent",
            "UPDATE platform_sent SET content = '' WHERE done_at < $1 AND person_id < '00000000-0000-0001-0000-000000000000' AND content <> ''"
        ),
        (
            "open_complaint", // Of nobody that the register knows: a contact, and words that may name somebody.
            "UPDATE open_complaint SET content = NULL, answer = NULL WHERE ended_at < $1 AND (content IS NOT NULL OR answer IS NOT NULL)"
        ),
    ];

    /// <summary>Every table from which an erasure removes something.</summary>
    public static readonly IReadOnlyList<string> Tables =
    [
        .. Others.Select(other => other.Table),
        "person",
        "journal",
        "journal_mac",
        "count_segment",
    ];

    /// <summary>The planner's statistics quote values of columns, so they are made again.</summary>
    public static readonly IReadOnlyList<string> Vacuum = [$"VACUUM (ANALYZE) {string.Join(", ", Tables)}"];

    /// <summary>Each table in new files, without what was freed in the old ones; the statistics too, after they were made again.</summary>
    public static readonly IReadOnlyList<string> Rewrite =
    [
        $"VACUUM (FULL, ANALYZE) {string.Join(", ", Tables)}",
        "VACUUM (FULL) pg_statistic",
    ];
}
