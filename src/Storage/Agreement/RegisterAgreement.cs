using Npgsql;

namespace Grid.Storage.Agreement;

/// <summary>
/// Counts where the register's tables disagree, in one snapshot. One transaction writes them, so every figure is 0 at every moment; another one means that
/// somebody wrote past the grains, or a mistake in this program.
/// </summary>
public static class RegisterAgreement
{
    private const string Sql = """
        WITH journalled AS (SELECT person_id, max(sequence) AS last, count(*) AS events FROM journal GROUP BY person_id),
        active AS (SELECT person_id, count(*) AS registrations FROM registration WHERE status = 1 GROUP BY person_id)
        SELECT 'personBehindOrAheadOfJournal' AS name, count(*) AS wrong
            FROM person p LEFT JOIN journalled j USING (person_id) WHERE p.sequence <> coalesce(j.last, 0)
        UNION ALL SELECT 'gapInJournal', count(*) FROM journalled WHERE last <> events
        UNION ALL SELECT 'journalWithoutPerson', count(*) FROM journalled j WHERE NOT EXISTS (SELECT FROM person p WHERE p.person_id = j.person_id)
        UNION ALL SELECT 'receiptWithoutPerson', count(*)
            FROM receipt r WHERE person_id IS NOT NULL AND NOT EXISTS (SELECT FROM person p WHERE p.person_id = r.person_id)
        -- A later commit without an event (a receipt alone, a reminder that its own tick put right) leaves the journal's last row behind it.
        UNION ALL SELECT 'lastCommitNotInJournal', count(*)
            FROM person p JOIN journal j ON j.person_id = p.person_id AND j.sequence = p.sequence
            WHERE j.commit_id <> p.last_commit AND j.at >= p.written_at
        UNION ALL SELECT 'reminderWithoutPerson', count(*)
            FROM reminder r WHERE grain_id LIKE 'person/%' AND NOT EXISTS (SELECT FROM person p WHERE p.person_id = substr(r.grain_id, 8)::uuid)
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
            FROM registration g WHERE NOT EXISTS (
                SELECT FROM journal j WHERE j.event = 'registered' AND j.facts -> 'facts' ->> 'number' = g.number)
        UNION ALL SELECT 'registrationOnlyInJournal', count(*)
            FROM journal j WHERE j.event = 'registered' AND NOT EXISTS (
                SELECT FROM registration g WHERE g.number = j.facts -> 'facts' ->> 'number')
        UNION ALL SELECT 'exitNotInJournal', count(*)
            FROM registration g WHERE status = 2 AND NOT EXISTS (SELECT FROM journal j WHERE j.event = 'exited' AND j.facts ->> 'number' = g.number)
        UNION ALL SELECT 'severalActiveRegistrations', count(*) FROM active WHERE registrations > 1
        UNION ALL SELECT 'caseWithoutPerson', count(*)
            FROM (SELECT person_id FROM application UNION ALL SELECT person_id FROM registration UNION ALL SELECT person_id FROM person_search) AS c
            WHERE NOT EXISTS (SELECT FROM person p WHERE p.person_id = c.person_id)
        UNION ALL SELECT 'searchNotAsRegistered', count(*)
            FROM person_search s LEFT JOIN active a USING (person_id) WHERE s.active <> (a.person_id IS NOT NULL)
        UNION ALL SELECT 'activeRegistrationNotSearchable', count(*)
            FROM active a WHERE NOT EXISTS (SELECT FROM person_search s WHERE s.person_id = a.person_id)
        """;

    /// <summary>Each disagreement by its name, with how many rows are concerned.</summary>
    public static async Task<IReadOnlyDictionary<string, long>> CheckAsync(NpgsqlDataSource dataSource, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        return await CheckAsync(connection, cancellationToken);
    }

    /// <summary>The same over a connection, in its transaction.</summary>
    public static async Task<IReadOnlyDictionary<string, long>> CheckAsync(NpgsqlConnection connection, CancellationToken cancellationToken = default)
    {
        await using var command = new NpgsqlCommand(Sql, connection) { CommandTimeout = 0 }; // A large register is read whole.
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        while (await row.ReadAsync(cancellationToken))
            counts.Add(row.GetString(0), row.GetInt64(1));
        return counts;
    }
}
