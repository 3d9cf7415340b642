using System.Text;
using System.Text.Json;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons.Commit;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Storage.Batching;
using Grid.Storage.Sealing;
using Npgsql;

namespace Grid.Storage.Journal;

/// <summary>
/// Reads a person's journal and opens its personal parts with the person's data key. Of a person who was erased it begins after the
/// erasure: it shows nothing of what was there before.
/// </summary>
public sealed class JournalReader(NpgsqlDataSource source, KeyRing ring) : IJournalReader
{
    private const string Sql = """
        SELECT j.sequence, j.event, j.event_on, j.office, j.actor, j.actor_role, j.actor_office, j.at, j.trace_id, j.facts, j.personal, p.data_key
        FROM journal AS j JOIN person AS p USING (person_id)
        WHERE j.person_id = $1 AND j.sequence > $2
            AND j.sequence > coalesce((SELECT max(e.sequence) FROM erasure AS e WHERE e.person_id = $1), 0)
        ORDER BY j.sequence
        LIMIT $3
        """;

    /// <summary>At most a thousand entries, whatever the limit.</summary>
    public Task<IReadOnlyList<JournalEntry>> ReadAsync(PersonId person, long after, int limit, CancellationToken cancellationToken) =>
        StoreCall.RunAsync(async () => await ReadOnceAsync(person, after, Math.Clamp(limit, 1, 1000), cancellationToken));

    private async Task<IReadOnlyList<JournalEntry>> ReadOnceAsync(
        PersonId person,
        long after,
        int limit,
        CancellationToken cancellationToken
    )
    {
        await using var command = source.CreateCommand(Sql);
        command.Parameters.AddWithValue(person.ToGuid());
        command.Parameters.AddWithValue(after);
        command.Parameters.AddWithValue(limit);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var entries = new List<JournalEntry>();
        DataKey? key = null;
        while (await row.ReadAsync(cancellationToken))
        {
            if (key is null && !await row.IsDBNullAsync(11, cancellationToken))
                key = DataKey.Unwrap(ring, row.GetFieldValue<byte[]>(11), person.ToString());
            entries.Add(Of(row, key, person.ToString()));
        }

        return entries;
    }

    /// <summary>An entry of the first eleven columns above; its personal part needs the key.</summary>
    internal static JournalEntry Of(NpgsqlDataReader row, DataKey? key, string person)
    {
        var sequence = row.GetInt64(0);
        var personal = row.IsDBNull(10)
            ? []
            : JournalSeal.Open(row.GetFieldValue<byte[]>(10), key ?? throw new SealKeyMissingException(), person, sequence);
        var fact = EventJson.Join(row.GetString(1), Encoding.UTF8.GetBytes(row.GetString(9)), personal);
        return new JournalEntry(
            sequence,
            fact,
            row.GetFieldValue<DateOnly>(2),
            TextOrNull(row, 3),
            new Actor(row.GetString(4), JsonSerializer.Deserialize<Role>($"\"{row.GetString(5)}\""), TextOrNull(row, 6)),
            row.GetFieldValue<DateTimeOffset>(7),
            TextOrNull(row, 8)
        );
    }

    private static string? TextOrNull(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
