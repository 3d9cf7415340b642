using System.Data;
using System.Text.Json;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons.Commit;
using Grid.Grains.Interfaces.Platform;
using Grid.Storage.Journal;
using Grid.Storage.Persons.State;
using Grid.Storage.Sealing;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Platform;

/// <summary>
/// Reads pages of a backfill in one snapshot: the registrations, their holders' records, and their journals. No grain is
/// woken.
/// </summary>
internal sealed class BackfillReading(NpgsqlDataSource source, KeyRing ring, StateDocument documents)
{
    private static readonly string[] Idle = [.. PlatformReplay.Idle.Select(EventJson.NameOf)];

    public async Task<IReadOnlyList<BackfillCase>> ReadAsync(PlatformBackfill backfill, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var cases = await WalkAsync(connection, backfill, limit, cancellationToken);
        var histories = new Dictionary<PersonId, PersonHistory>();
        var unreadable = new Dictionary<PersonId, string>();
        for (var wanted = cases.Where(one => one.Record is not null).Select(one => one.Person).ToHashSet(); wanted.Count > 0; )
        {
            await ReadJournalsAsync(connection, wanted, histories, unreadable, cancellationToken);
            wanted =
            [
                .. wanted
                    .Where(histories.ContainsKey)
                    .SelectMany(person => PlatformReplay.Related(histories[person].Events))
                    .Where(person => !histories.ContainsKey(person) && !unreadable.ContainsKey(person)),
            ];
        }

        return [.. cases.Select(one => one.Record is null ? one : With(one, histories, unreadable))];
    }

    private static BackfillCase With(
        BackfillCase one,
        Dictionary<PersonId, PersonHistory> histories,
        Dictionary<PersonId, string> unreadable
    )
    {
        var persons = new List<PersonId> { one.Person };
        for (var i = 0; i < persons.Count; i++)
        {
            if (unreadable.TryGetValue(persons[i], out var trouble))
                return one with { Record = null, Trouble = trouble };
            persons.AddRange(
                PlatformReplay.Related(histories[persons[i]].Events).Distinct().Where(person => !persons.Contains(person)).ToList()
            );
        }

        return one with
        {
            Histories = [.. persons.Select(person => histories[person])],
        };
    }

    private async Task<List<BackfillCase>> WalkAsync(
        NpgsqlConnection connection,
        PlatformBackfill backfill,
        int limit,
        CancellationToken cancellationToken
    )
    {
        var range = backfill.Range;
        await using var command = new NpgsqlCommand(BackfillSql.Walk, connection);
        command.Parameters.AddWithValue(backfill.Place?.Day ?? range.From ?? DateOnly.MinValue);
        command.Parameters.AddWithValue(backfill.Place?.Number ?? "");
        command.Parameters.AddWithValue(range.To ?? DateOnly.MaxValue);
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)range.Region ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.AddWithValue(range.Kind == BackfillKind.Registrations);
        command.Parameters.AddWithValue(limit);
        var cases = new List<BackfillCase>(limit);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            var person = PersonId.FromGuid(row.GetGuid(4));
            var (number, application) = (RegistrationNumber.Parse(row.GetString(0)), ApplicationNumber.Parse(row.GetString(2)));
            var found = new BackfillCase(
                new BackfillPlace(row.GetFieldValue<DateOnly>(1), number.Value),
                number,
                application,
                person,
                row.GetInt16(3) == (short)RegistrationRowStatus.EnteredInError,
                null,
                [],
                null
            );
            if (!row.IsDBNull(8))
                found = Opened(found, row.GetInt64(5), row.GetInt16(6), row.GetFieldValue<byte[]>(7), row.GetFieldValue<byte[]>(8));
            cases.Add(found);
        }

        return cases;
    }

    private BackfillCase Opened(BackfillCase one, long version, short schema, byte[] state, byte[] wrapped)
    {
        var id = one.Person.ToString();
        try
        {
            var key = DataKey.Unwrap(ring, wrapped, id);
            return one with
            {
                Record = documents.Read(schema, Sealer.Open(state, key, AssociatedData.Of(id, "state"))),
                StoreTag = new BackfillTag(version, wrapped),
            };
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            return one with { Trouble = e.GetType().Name };
        }
    }

    /// <summary>Everybody who is asked for is in one of the two afterwards.</summary>
    private async Task ReadJournalsAsync(
        NpgsqlConnection connection,
        HashSet<PersonId> persons,
        Dictionary<PersonId, PersonHistory> histories,
        Dictionary<PersonId, string> unreadable,
        CancellationToken cancellationToken
    )
    {
        var events = persons.ToDictionary(person => person, _ => new List<RecordedEvent>());
        var keys = new Dictionary<PersonId, DataKey>();
        await using var command = new NpgsqlCommand(BackfillSql.Journals, connection);
        command.Parameters.AddWithValue(NpgsqlDbType.Array | NpgsqlDbType.Uuid, persons.Select(person => person.ToGuid()).ToArray());
        command.Parameters.AddWithValue(Idle);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            var person = PersonId.FromGuid(row.GetGuid(12));
            if (unreadable.ContainsKey(person))
                continue;
            try
            {
                if (!keys.TryGetValue(person, out var key) && !row.IsDBNull(11))
                    keys[person] = key = DataKey.Unwrap(ring, row.GetFieldValue<byte[]>(11), person.ToString());
                var entry = JournalReader.Of(row, key, person.ToString());
                events[person].Add(new RecordedEvent(entry.Sequence, entry.Event, entry.Office, entry.Actor, entry.At));
            }
            catch (Exception e) when (IsUnreadable(e))
            {
                unreadable[person] = e.GetType().Name;
            }
        }

        foreach (var (person, entries) in events)
        {
            if (!unreadable.ContainsKey(person))
                histories[person] = new PersonHistory(person, entries);
        }
    }

    private static bool IsUnreadable(Exception e) =>
        e is SealKeyMissingException or SealBrokenException or JsonException or StateSchemaException;
}
