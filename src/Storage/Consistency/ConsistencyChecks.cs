using Npgsql;

namespace Grid.Storage.Consistency;

/// <summary>
/// Counts where the register's tables disagree, in one snapshot. One transaction writes them, so every figure is always 0; any other value
/// means that the tables were changed without the grains, or a bug. One figure also depends on the offices:
/// <c>platformApplicationWithoutResult</c> counts what they have not settled in time.
/// </summary>
public static class ConsistencyChecks
{
    private const string Sql =
        """
            WITH journalled AS (SELECT person_id, max(sequence) AS last, count(*) AS events FROM journal GROUP BY person_id),
            duty_events AS (
                SELECT DISTINCT ON (person_id, key) person_id, key, event, sequence FROM (
                    SELECT person_id, sequence, event, coalesce(facts -> 'duty' ->> 'key', facts ->> 'key') AS key FROM journal WHERE event IN ('dutyOpened', 'dutyClosed')) AS e
                ORDER BY person_id, key, sequence DESC),
            for_platform AS MATERIALIZED (SELECT person_id, kind, key FROM platform_item UNION ALL SELECT person_id, kind, key FROM platform_sent),
            platform_number AS MATERIALIZED (
                SELECT facts ->> 'number' AS number, person_id FROM journal WHERE event = 'platformApplicationJoined'
                UNION SELECT platform_number, person_id FROM application WHERE platform_number IS NOT NULL),
            -- Made here, or imported.
            registered AS MATERIALIZED (
                SELECT facts -> 'facts' ->> 'number' AS number FROM journal WHERE event IN ('registered', 'registrationImported')
                UNION ALL SELECT facts -> 'case' ->> 'number' FROM journal WHERE event = 'pastRegistrationImported'),
            exited AS MATERIALIZED (
                SELECT facts ->> 'number' AS number, sequence FROM journal WHERE event = 'exited'
                UNION ALL SELECT facts -> 'case' ->> 'number', sequence FROM journal WHERE event = 'pastRegistrationImported'),
            active AS (SELECT person_id, count(*) AS registrations FROM registration WHERE status = 1 GROUP BY person_id)
            SELECT 'personBehindOrAheadOfJournal' AS name, count(*) AS wrong
                FROM person p LEFT JOIN journalled j USING (person_id) WHERE p.sequence <> coalesce(j.last, 0)
            UNION ALL SELECT 'erasureNotInJournal', count(*)
                FROM erasure e WHERE NOT EXISTS (SELECT FROM journal j WHERE j.person_id = e.person_id AND j.sequence = e.sequence AND j.event = 'personErased')
            UNION ALL SELECT 'erasureOnlyInJournal', count(*)
                FROM journal j WHERE j.event = 'personErased' AND NOT EXISTS (SELECT FROM erasure e WHERE e.person_id = j.person_id AND e.sequence = j.sequence)
            UNION ALL SELECT 'gapInJournal', count(*) FROM journalled WHERE last <> events
            UNION ALL SELECT 'journalWithoutPerson', count(*) FROM journalled j WHERE NOT EXISTS (SELECT FROM person p WHERE p.person_id = j.person_id)
            UNION ALL SELECT 'receiptWithoutPerson', count(*)
                FROM receipt r WHERE person_id IS NOT NULL AND NOT EXISTS (SELECT FROM person p WHERE p.person_id = r.person_id)
            -- A later commit without an event (a receipt alone, a reminder that its own tick put right) leaves the journal's last row behind it. Versions count all commits; the moments of two silos
            -- may be in another order than their commits.
            UNION ALL SELECT 'lastCommitNotInJournal', count(*)
                FROM person p JOIN journal j ON j.person_id = p.person_id AND j.sequence = p.sequence
                WHERE j.commit_id <> p.last_commit AND p.version <= (SELECT count(DISTINCT c.commit_id) FROM journal c WHERE c.person_id = p.person_id)
            UNION ALL SELECT 'reminderWithoutPerson', count(*)
                FROM reminder r WHERE grain_id LIKE 'person/%' AND NOT EXISTS (SELECT FROM person p WHERE p.person_id = substr(r.grain_id, 8)::uuid)
            UNION ALL SELECT 'matterDutyWithoutMatter', count(*)
                FROM duty d WHERE d.kind = 13 AND NOT EXISTS (
                    SELECT FROM matter m WHERE 'matter:' || m.number = d.key AND m.person_id = d.person_id AND m.state IN ('asked', 'sent', 'inHand', 'failed'))
            UNION ALL SELECT 'openApplicationWithoutReminder', count(*)
                FROM application a WHERE open AND overdue_since IS NULL
                AND NOT EXISTS (SELECT FROM reminder r WHERE r.grain_id = 'person/' || replace(a.person_id::text, '-', '') AND r.name = 'duty')
            UNION ALL SELECT 'applicationNotInJournal', count(*)
                FROM application a WHERE NOT EXISTS (
                    SELECT FROM journal j WHERE j.event = 'applicationSubmitted' AND j.facts -> 'facts' ->> 'number' = a.number)
            UNION ALL SELECT 'applicationOnlyInJournal', count(*)
                FROM journal j WHERE j.event = 'applicationSubmitted' AND NOT EXISTS (
                    SELECT FROM application a WHERE a.number = j.facts -> 'facts' ->> 'number')
            UNION ALL SELECT 'registrationNotInJournal', count(*)
                FROM registration g WHERE NOT EXISTS (SELECT FROM registered r WHERE r.number = g.number)
            UNION ALL SELECT 'registrationOnlyInJournal', count(*)
                FROM registered r WHERE NOT EXISTS (SELECT FROM registration g WHERE g.number = r.number)
            UNION ALL SELECT 'exitNotInJournal', count(*)
                FROM registration g WHERE status = 2 AND NOT EXISTS (SELECT FROM exited e WHERE e.number = g.number)
            UNION ALL SELECT 'severalActiveRegistrations', count(*) FROM active WHERE registrations > 1
            UNION ALL SELECT 'caseWithoutPerson', count(*)
                FROM (SELECT person_id FROM application UNION ALL SELECT person_id FROM registration UNION ALL SELECT person_id FROM person_search) AS c
                WHERE NOT EXISTS (SELECT FROM person p WHERE p.person_id = c.person_id)
            UNION ALL SELECT 'searchNotAsRegistered', count(*)
                FROM person_search s LEFT JOIN active a USING (person_id) WHERE s.active <> (a.person_id IS NOT NULL)
            UNION ALL SELECT 'activeRegistrationNotSearchable', count(*)
                FROM active a WHERE NOT EXISTS (SELECT FROM person_search s WHERE s.person_id = a.person_id)
            UNION ALL SELECT 'nameTokenNotAsSearch', count(DISTINCT person_id)
                FROM (SELECT person_id
                    FROM (SELECT s.person_id, t.token, s.office FROM person_search s, LATERAL unnest(s.name_tokens) AS t (token)) AS s
                    FULL JOIN name_token n USING (token, person_id) WHERE s.office IS DISTINCT FROM n.office
                    UNION ALL SELECT person_id FROM person_search WHERE name_sealed IS NOT NULL AND office IS NOT NULL AND name_tokens IS NULL) AS wrong
            -- The journal names the main number of each link; one that was undone is no link any more. A main number has a case of its own, was imported, or took over another's: else the link leads to nobody.
            UNION ALL SELECT 'linkedToNobody', count(*)
                FROM (SELECT DISTINCT ON (person_id) person_id, sequence, facts ->> 'main' AS main FROM journal WHERE event = 'linkedTo' ORDER BY person_id, sequence DESC) AS l
                WHERE NOT EXISTS (SELECT FROM journal b WHERE b.person_id = l.person_id AND b.sequence > l.sequence AND b.event = 'caseReturned')
                AND NOT EXISTS (SELECT FROM journal s WHERE s.person_id = l.main::uuid AND s.event IN ('applicationSubmitted', 'personImported'))
                AND NOT EXISTS (SELECT FROM journal t WHERE t.person_id = l.main::uuid AND t.event = 'caseTakenOver' AND t.facts ->> 'from' <> replace(l.person_id::text, '-', ''))
            UNION ALL SELECT 'dutyWithoutPerson', count(*)
                FROM (SELECT person_id FROM duty UNION ALL SELECT person_id FROM duty_done UNION ALL SELECT person_id FROM service_record) AS d
                WHERE NOT EXISTS (SELECT FROM person p WHERE p.person_id = d.person_id)
            UNION ALL SELECT 'dutyNotOpenInJournal', count(*)
                FROM duty d LEFT JOIN duty_events e USING (person_id, key) WHERE e.event IS DISTINCT FROM 'dutyOpened'
            -- A number that became another one's alias loses its duties without closing them: they went along.
            UNION ALL SELECT 'dutyOpenOnlyInJournal', count(*)
                FROM duty_events e WHERE event = 'dutyOpened' AND NOT EXISTS (SELECT FROM duty d WHERE d.person_id = e.person_id AND d.key = e.key)
                AND NOT EXISTS (SELECT FROM journal j WHERE j.person_id = e.person_id AND j.sequence > e.sequence AND j.event = 'linkedTo')
            UNION ALL SELECT 'doneDutyNotInJournal', count(*)
                FROM duty_done d WHERE NOT EXISTS (
                    SELECT FROM journal j WHERE j.person_id = d.person_id AND j.event = 'dutyClosed' AND j.facts ->> 'key' = d.key)
            UNION ALL SELECT 'openDutyWithoutReminder', count(*)
                FROM duty d WHERE overdue_since IS NULL
                AND NOT EXISTS (SELECT FROM reminder r WHERE r.grain_id = 'person/' || replace(d.person_id::text, '-', '') AND r.name = 'duty')
            UNION ALL SELECT 'dutyCountNotAsOpen', count(*) FROM (
                SELECT area, kind, due, awake_from FROM (
                    SELECT area, kind, due, awake_from, open FROM duty_count
                    UNION ALL SELECT left(county, digits), kind, due, awake_from, sum(open) FROM (
                        SELECT county, kind, due, awake_from, change AS open FROM duty_count_change
                        UNION ALL SELECT left(office, 6), kind, due, coalesce(snoozed_until, '-infinity'), -count(*) FROM duty GROUP BY 1, 2, 3, 4) AS waiting
                    CROSS JOIN unnest('{0,2,4,6}'::int[]) AS digits GROUP BY 1, 2, 3, 4) AS both_sides
                GROUP BY 1, 2, 3, 4 HAVING sum(open) <> 0) AS different
            UNION ALL SELECT 'serviceNotInJournal', count(*)
                FROM service_record s WHERE NOT EXISTS (SELECT FROM journal j WHERE j.person_id = s.person_id AND j.sequence = s.sequence
                    AND j.event IN ('contactRecorded', 'serviceGiven', 'policyStepped', 'policyMatched', 'policyUnmatched', 'allowanceListed'))
            UNION ALL SELECT 'serviceOnlyInJournal', count(*)
                FROM journal j WHERE j.event IN ('contactRecorded', 'serviceGiven', 'policyStepped', 'policyMatched', 'policyUnmatched', 'allowanceListed')
                AND NOT EXISTS (SELECT FROM service_record s WHERE s.person_id = j.person_id AND s.sequence = j.sequence)
            UNION ALL SELECT 'wordingFlagNotInJournal', count(*)
                FROM wording_flag w WHERE NOT EXISTS (SELECT FROM journal j WHERE j.person_id = w.person_id AND j.sequence = w.sequence AND j.event = 'wordingFlagged')
            UNION ALL SELECT 'wordingFlagOnlyInJournal', count(*)
                FROM journal j WHERE j.event = 'wordingFlagged' AND NOT EXISTS (SELECT FROM wording_flag w WHERE w.person_id = j.person_id AND w.sequence = j.sequence)
            UNION ALL SELECT 'complaintStepNotInJournal', count(*)
                FROM complaint_step s WHERE NOT EXISTS (SELECT FROM journal j WHERE j.person_id = s.person_id AND j.sequence = s.sequence
                    AND j.event IN ('complaintRaised', 'complaintTaken', 'complaintEnded'))
            UNION ALL SELECT 'complaintStepOnlyInJournal', count(*)
                FROM journal j WHERE j.event IN ('complaintRaised', 'complaintTaken', 'complaintEnded')
                AND NOT EXISTS (SELECT FROM complaint_step s WHERE s.person_id = j.person_id AND s.sequence = j.sequence)
            UNION ALL SELECT 'surveyStepNotInJournal', count(*)
                FROM survey_step s WHERE NOT EXISTS (SELECT FROM journal j WHERE j.person_id = s.person_id AND j.sequence = s.sequence
                    AND j.event IN ('surveyAnswered', 'contradictionSettled'))
            UNION ALL SELECT 'surveyStepOnlyInJournal', count(*)
                FROM journal j WHERE j.event IN ('surveyAnswered', 'contradictionSettled')
                AND NOT EXISTS (SELECT FROM survey_step s WHERE s.person_id = j.person_id AND s.sequence = j.sequence)
            -- Of a registration that was entered in error, or whose person was erased, a backfill makes nothing. An item of a case that has moved may be the main number's.
            UNION ALL SELECT 'registrationNotForPlatform', count(*)
                FROM journal j JOIN person p USING (person_id) WHERE j.event = 'registered' AND p.data_key IS NOT NULL
                AND NOT EXISTS (SELECT FROM erasure e WHERE e.person_id = j.person_id AND e.sequence > j.sequence)
                AND NOT EXISTS (SELECT FROM for_platform i WHERE i.key = 'registration:' || (j.facts -> 'facts' ->> 'number'))
                AND NOT EXISTS (SELECT FROM registration g WHERE g.number = j.facts -> 'facts' ->> 'number' AND g.status = 6)
            -- The key of an exit whose case had moved between two numbers tells the second too. An imported one goes to the platform by a backfill.
            UNION ALL SELECT 'exitNotForPlatform', count(*)
                FROM journal j JOIN person p USING (person_id) WHERE j.event = 'exited' AND p.data_key IS NOT NULL AND j.facts -> 'imported' IS NULL
                AND NOT EXISTS (SELECT FROM erasure e WHERE e.person_id = j.person_id AND e.sequence > j.sequence)
                AND NOT EXISTS (SELECT FROM for_platform i WHERE substring(i.key FROM '^exit:[^:]+:[^:]+') = 'exit:' || (j.facts ->> 'number') || ':' || j.sequence)
                AND NOT EXISTS (SELECT FROM registration g WHERE g.number = j.facts ->> 'number' AND g.status = 6)
            UNION ALL SELECT 'platformRegistrationNotInJournal', count(*)
                FROM for_platform i WHERE i.kind = 'registration' AND NOT EXISTS (
                    SELECT FROM registered r WHERE i.key = 'registration:' || r.number)
            UNION ALL SELECT 'platformExitNotInJournal', count(*)
                FROM for_platform i WHERE i.kind = 'exit' AND NOT EXISTS (
                    SELECT FROM exited e WHERE substring(i.key FROM '^exit:[^:]+:[^:]+') = 'exit:' || e.number || ':' || e.sequence)
            -- Each of the platform's applications has a result under its own number; else its office still settles it, in time, or somebody still owes a decision that it waits for (a review, a transfer
            -- request). Contents of a number that are still refused excuse nothing where another one is through.
            UNION ALL SELECT 'platformApplicationWithoutResult', count(*)
                FROM (SELECT number FROM platform_application WHERE number IS NOT NULL GROUP BY number
                    HAVING bool_and(status NOT IN ('pending', 'joining'))
                        AND (bool_and(status <> 'refused') OR bool_or(status = 'handedOver' OR (status = 'settled' AND (answered OR application IS NOT NULL)))
                            OR bool_or(status = 'refused' AND coalesce(due, '-infinity') < (grid_now() AT TIME ZONE 'Asia/Shanghai')::date))) AS n
                WHERE NOT EXISTS (
                    SELECT FROM application a JOIN for_platform i ON i.key = 'result:' || a.number WHERE a.platform_number = n.number)
                AND NOT EXISTS (SELECT FROM for_platform i WHERE i.kind = 'result' AND split_part(i.key, ':', 4) = n.number)
                AND NOT EXISTS (SELECT FROM platform_application s JOIN for_platform i ON i.key = 'result:settled:' || s.id || ':' || s.number WHERE s.number = n.number AND s.status = 'settled')
                AND NOT EXISTS (
                    SELECT FROM platform_number p LEFT JOIN journal l ON l.person_id = p.person_id AND l.event = 'linkedTo'
                        JOIN duty d ON d.kind IN (1, 10) AND (d.person_id = p.person_id OR d.person_id = (l.facts ->> 'main')::uuid)
                    WHERE p.number = n.number)
            UNION ALL SELECT 'platformItemTwice', count(*) FROM (SELECT FROM for_platform GROUP BY key HAVING count(*) > 1) AS several
            UNION ALL SELECT 'platformItemAsleepInFront', count(*) FROM (
                SELECT DISTINCT ON (person_id) listed_at, not_before FROM platform_item WHERE NOT by_hand ORDER BY person_id, id) AS first
                WHERE listed_at IS NULL AND not_before = 'infinity'

            """ + CountConsistency.Sql;

    /// <summary>Each disagreement by its name, with how many rows are concerned.</summary>
    public static async Task<IReadOnlyDictionary<string, long>> CheckAsync(
        NpgsqlDataSource dataSource,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        return await CheckAsync(connection, cancellationToken);
    }

    /// <summary>The same over a connection, in its transaction.</summary>
    public static async Task<IReadOnlyDictionary<string, long>> CheckAsync(
        NpgsqlConnection connection,
        CancellationToken cancellationToken = default
    )
    {
        await using var command = new NpgsqlCommand(Sql, connection) { CommandTimeout = 0 }; // A large register is read whole.
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        while (await row.ReadAsync(cancellationToken))
            counts.Add(row.GetString(0), row.GetInt64(1));
        return counts;
    }
}
