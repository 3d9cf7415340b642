using System.Text.Json;
using Grid.Domain.Counting;
using Grid.Domain.Identity;
using Grid.Domain.Json;
using Grid.Storage.Sealing;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Bench.Counting;

/// <summary>
/// Copies histories into the journal and the outbox of counts, as the persons' commits would have left them: the journal's statistical
/// only the lines, without their personal part, and each count entry sealed. Everything after that is the register's own.
/// </summary>
internal sealed class HistoryLoad(string owner, KeyRing ring)
{
    private const string Journal =
        "COPY journal (person_id, sequence, event, event_on, office, actor, actor_role, at, commit_id, facts, standing) FROM STDIN (FORMAT binary)";
    private const string Entries =
        "COPY count_entry (region, person_id, event_on, commit_id, content, sequence, ordinal, created_at) FROM STDIN (FORMAT binary)";

    /// <summary>Returns how many count entries there are.</summary>
    public async Task<long> LoadAsync(MadeUpHistory history, int from, int to, CancellationToken cancelled)
    {
        await using var one = new NpgsqlConnection(owner);
        await using var other = new NpgsqlConnection(owner);
        await one.OpenAsync(cancelled);
        await other.OpenAsync(cancelled);
        await using var journal = await one.BeginBinaryImportAsync(Journal, cancelled);
        await using var outbox = await other.BeginBinaryImportAsync(Entries, cancelled);
        journal.Timeout = outbox.Timeout = TimeSpan.FromHours(1);
        var count = 0L;
        for (var index = from; index < to; index++)
        {
            // As evenly spread as keyed hashes are.
            var person = PersonId.FromGuid(
                new Guid(System.Security.Cryptography.SHA256.HashData(BitConverter.GetBytes(index)).AsSpan(0, 16))
            );
            var sequence = 1;
            foreach (var line in history.Of(index))
            {
                sequence++;
                await JournalAsync(journal, person, sequence, line, cancelled);
                for (var ordinal = 0; ordinal < line.Entries.Count; ordinal++, count++)
                    await EntryAsync(outbox, person, sequence, ordinal, line.Entries[ordinal], cancelled);
            }
        }

        await journal.CompleteAsync(cancelled);
        await outbox.CompleteAsync(cancelled);
        return count;
    }

    private static async Task JournalAsync(
        NpgsqlBinaryImporter row,
        PersonId person,
        int sequence,
        MadeUpHistory.Line line,
        CancellationToken cancelled
    )
    {
        await row.StartRowAsync(cancelled);
        await row.WriteAsync(person.ToGuid(), NpgsqlDbType.Uuid, cancelled);
        await row.WriteAsync((long)sequence, NpgsqlDbType.Bigint, cancelled);
        await row.WriteAsync(line.Event, NpgsqlDbType.Text, cancelled);
        await row.WriteAsync(line.On, NpgsqlDbType.Date, cancelled);
        await row.WriteAsync(line.Entries[^1].Case.Office, NpgsqlDbType.Text, cancelled);
        await row.WriteAsync("bench", NpgsqlDbType.Text, cancelled);
        await row.WriteAsync("clerk", NpgsqlDbType.Text, cancelled);
        await row.WriteAsync(MadeUpHistory.At(line.On, sequence).UtcDateTime, NpgsqlDbType.TimestampTz, cancelled);
        await row.WriteAsync(CommitOf(person, sequence), NpgsqlDbType.Uuid, cancelled);
        await row.WriteAsync(line.Facts, NpgsqlDbType.Jsonb, cancelled);
        await row.WriteAsync(
            JsonSerializer.Serialize(new StatisticalStatusChange(line.Now?.Shown()), DomainJson.Options),
            NpgsqlDbType.Jsonb,
            cancelled
        );
    }

    private async Task EntryAsync(
        NpgsqlBinaryImporter row,
        PersonId person,
        int sequence,
        int ordinal,
        CountEntry entry,
        CancellationToken cancelled
    )
    {
        await row.StartRowAsync(cancelled);
        await row.WriteAsync(entry.Region, NpgsqlDbType.Text, cancelled);
        await row.WriteAsync(person.ToGuid(), NpgsqlDbType.Uuid, cancelled);
        await row.WriteAsync(entry.On, NpgsqlDbType.Date, cancelled);
        await row.WriteAsync(CommitOf(person, sequence), NpgsqlDbType.Uuid, cancelled);
        var content = ring.SealForSystem(
            JsonSerializer.SerializeToUtf8Bytes(entry, DomainJson.Options),
            AssociatedData.Of(person.ToString(), "count_entry")
        );
        await row.WriteAsync(content, NpgsqlDbType.Bytea, cancelled);
        await row.WriteAsync((long)sequence, NpgsqlDbType.Bigint, cancelled);
        await row.WriteAsync((short)ordinal, NpgsqlDbType.Smallint, cancelled);
        await row.WriteAsync(MadeUpHistory.At(entry.On, sequence).UtcDateTime, NpgsqlDbType.TimestampTz, cancelled);
    }

    private static Guid CommitOf(PersonId person, int sequence) => (person with { Bits = person.Bits ^ (UInt128)sequence }).ToGuid();
}
