using Grid.Storage.Agreement;
using Npgsql;

namespace Grid.EndToEnd.Tests.Kills;

/// <summary>What the database holds in the end, read as the owner.</summary>
public sealed class StoredRegister(string ownerConnectionString) : IAsyncDisposable
{
    private readonly NpgsqlDataSource source = NpgsqlDataSource.Create(ownerConnectionString);

    /// <summary>How often each caller's key is there.</summary>
    public async Task<Dictionary<(string Caller, string Key), int>> ReceiptsAsync(CancellationToken cancellationToken)
    {
        var found = new Dictionary<(string, string), int>();
        await using var command = source.CreateCommand("SELECT caller, key, count(*)::int FROM receipt GROUP BY caller, key");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            found.Add((reader.GetString(0), reader.GetString(1)), reader.GetInt32(2));
        return found;
    }

    /// <summary>Each person's events, in order; what follows of duties by itself is left to the store's own check.</summary>
    public async Task<Dictionary<Guid, List<string>>> JournalAsync(CancellationToken cancellationToken)
    {
        var found = new Dictionary<Guid, List<string>>();
        await using var command = source.CreateCommand("SELECT person_id, event FROM journal WHERE event NOT LIKE 'duty%' ORDER BY person_id, sequence");
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
        (await RegisterAgreement.CheckAsync(source, cancellationToken)).Where(check => check.Value != 0).ToDictionary();

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
                FROM journal GROUP BY person_id)
            SELECT count(*) FROM person_events e FULL JOIN person p USING (person_id)
            WHERE p.sequence IS DISTINCT FROM e.last OR e.events <> e.last
               OR e.submitted <> (SELECT count(*) FROM application a WHERE a.person_id = p.person_id)
               OR e.submitted - e.approved <> (SELECT count(*) FROM application a WHERE a.person_id = p.person_id AND a.open)
               OR e.registered <> (SELECT count(*) FROM registration r WHERE r.person_id = p.person_id)
               OR e.registered - e.exited <> (SELECT count(*) FROM registration r WHERE r.person_id = p.person_id AND r.status = 1)
               OR (e.submitted > e.approved OR e.registered > e.exited) <> EXISTS (SELECT FROM reminder m WHERE m.grain_id = 'person/' || replace(p.person_id::text, '-', ''))
               OR NOT EXISTS (SELECT FROM person_search s WHERE s.person_id = p.person_id AND s.active = (e.registered > e.exited))
            """);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();
}
