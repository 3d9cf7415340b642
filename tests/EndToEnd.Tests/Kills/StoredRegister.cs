using Grid.Storage.Consistency;
using Npgsql;

namespace Grid.EndToEnd.Tests.Kills;

/// <summary>What the database holds in the end, read as the owner.</summary>
public sealed class StoredRegister(string ownerConnectionString) : IAsyncDisposable
{
    private readonly NpgsqlDataSource source = NpgsqlDataSource.Create(ownerConnectionString);

    /// <summary>
    /// How often each caller's key took effect. In the first minutes of a month a receipt is in the month before too, with the same moment.
    /// </summary>
    public async Task<Dictionary<(string Caller, string Key), int>> ReceiptsAsync(CancellationToken cancellationToken)
    {
        var found = new Dictionary<(string, string), int>();
        await using var command = source.CreateCommand("SELECT caller, key, count(DISTINCT at)::int FROM receipt GROUP BY caller, key");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            found.Add((reader.GetString(0), reader.GetString(1)), reader.GetInt32(2));
        return found;
    }

    /// <summary>Each person's events, in order; what follows of duties by itself is left to the store's own check.</summary>
    public async Task<Dictionary<Guid, List<string>>> JournalAsync(CancellationToken cancellationToken)
    {
        var found = new Dictionary<Guid, List<string>>();
        await using var command = source.CreateCommand(
            "SELECT person_id, event FROM journal WHERE event NOT LIKE 'duty%' ORDER BY person_id, sequence"
        );
        command.CommandTimeout = 0;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var person = reader.GetGuid(0);
            if (!found.TryGetValue(person, out var events))
                found.Add(person, events = []);
            events.Add(reader.GetString(1));
        }

        return found;
    }

    /// <summary>What the store's own check finds wrong; empty when all tables agree.</summary>
    public async Task<IReadOnlyDictionary<string, long>> FaultsAsync(CancellationToken cancellationToken) =>
        (await ConsistencyChecks.CheckAsync(source, cancellationToken)).Where(check => check.Value != 0).ToDictionary();

    /// <summary>Persons, applications, registrations or reminders that do not agree with the journal; 0 when all do.</summary>
    public async Task<long> DisagreementsAsync(CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(
            """
            WITH person_events AS (
                SELECT person_id, max(sequence) AS last, count(*) AS events,
                       count(*) FILTER (WHERE event = 'applicationSubmitted') AS submitted,
                       count(*) FILTER (WHERE event = 'applicationApproved') AS approved,
                       count(*) FILTER (WHERE event = 'registered') AS registered,
                       count(*) FILTER (WHERE event = 'exited') AS exited
                FROM journal GROUP BY person_id),
            applications AS (SELECT person_id, count(*) AS made, count(*) FILTER (WHERE open) AS open FROM application GROUP BY person_id),
            registrations AS (SELECT person_id, count(*) AS made, count(*) FILTER (WHERE status = 1) AS active FROM registration GROUP BY person_id),
            reminders AS (SELECT DISTINCT substr(grain_id, 8)::uuid AS person_id FROM reminder WHERE grain_id LIKE 'person/%')
            SELECT count(*) FROM person_events e FULL JOIN person p USING (person_id)
                LEFT JOIN applications a USING (person_id) LEFT JOIN registrations r USING (person_id) LEFT JOIN reminders m USING (person_id) LEFT JOIN person_search s USING (person_id)
            WHERE p.sequence IS DISTINCT FROM e.last OR e.events <> e.last
               OR e.submitted <> coalesce(a.made, 0) OR e.submitted - e.approved <> coalesce(a.open, 0)
               OR e.registered <> coalesce(r.made, 0) OR e.registered - e.exited <> coalesce(r.active, 0)
               OR (e.submitted > e.approved OR e.registered > e.exited) <> (m.person_id IS NOT NULL)
               OR s.active IS DISTINCT FROM (e.registered > e.exited)
            """
        );
        command.CommandTimeout = 0; // A large register is read whole.
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();
}
