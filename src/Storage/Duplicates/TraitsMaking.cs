using Grid.Domain.Duplicates;
using Grid.Domain.Identity;
using Grid.Grains.Interfaces.Duplicates;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Storage.Batching;
using Grid.Storage.Receipts;
using Grid.Storage.Sealing;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Duplicates;

/// <summary>
/// Makes the traits of persons who have none: those whom a host from before migration 0825 wrote last. What a commit writes between reading and
/// writing is not overwritten.
/// </summary>
internal sealed class TraitsMaking(NpgsqlDataSource source, RegisterSecrets secrets, ICommittedRecords records)
{
    private const string Read = """
        SELECT s.person_id, s.xmin::text FROM person_search AS s
        WHERE s.traits IS NULL AND (s.name IS NOT NULL OR s.name_sealed IS NOT NULL)
            AND s.person_id > coalesce((SELECT place FROM duplicate_run WHERE id = $1), '00000000-0000-0000-0000-000000000000')
        ORDER BY s.person_id LIMIT $2
        """;

    private const string Write = """
        UPDATE person_search AS s SET traits = i.traits, block_keys = i.keys
        FROM unnest($1::uuid[], $2::text[], $3::bytea[], $4::bytea[]) AS i (person_id, version, traits, keys)
        WHERE s.person_id = i.person_id AND s.xmin::text = i.version
        """;

    private const string Advance = """
        UPDATE duplicate_run SET place = $2, prepared = prepared + $3, unreadable = unreadable + $4, walked_at = $5
        WHERE id = $1 AND status = 'running' AND steps = 0
        """;

    /// <summary>One page; false when no person is left.</summary>
    public async Task<bool> PageAsync(DuplicateRun run, int size, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var page = await ReadAsync(run.Id, size, cancellationToken);
        if (page.Count == 0)
            return false;
        var known = await records.ReadAsync([.. page.Select(row => row.Person)], cancellationToken);
        var made = new List<(Guid Person, string Version, StoredTraits Traits)>(page.Count);
        foreach (var (person, version) in page)
        {
            if (known.GetValueOrDefault(person) is { Identity: { } identity, AliasOf: null } record)
            {
                var traits = Traits.Of(identity, record.Details?.Telephone, record.Details?.Address);
                made.Add((person.ToGuid(), version, StoredTraits.Of(traits, person.ToGuid(), secrets.Ring, secrets.RegisterKey)));
            }
        }

        await ReceiptedWrite.RunAsync(source, receipt: null, WriteAsync, cancellationToken);
        return true;

        async Task<bool> WriteAsync(NpgsqlConnection connection)
        {
            await using var write = new NpgsqlCommand(Write, connection) { CommandTimeout = 0 };
            write.Parameters.AddWithValue(NpgsqlDbType.Array | NpgsqlDbType.Uuid, made.Select(row => row.Person).ToArray());
            write.Parameters.AddWithValue(made.Select(row => row.Version).ToArray());
            write.Parameters.AddWithValue(NpgsqlDbType.Array | NpgsqlDbType.Bytea, made.Select(row => row.Traits.Sealed).ToArray());
            write.Parameters.AddWithValue(NpgsqlDbType.Array | NpgsqlDbType.Bytea, made.Select(row => row.Traits.Keys).ToArray());
            await write.ExecuteNonQueryAsync(cancellationToken);
            await using var advance = new NpgsqlCommand(Advance, connection);
            advance.Parameters.AddWithValue(run.Id);
            advance.Parameters.AddWithValue(page[^1].Person.ToGuid());
            advance.Parameters.AddWithValue((long)made.Count);
            advance.Parameters.AddWithValue((long)(page.Count - made.Count));
            advance.Parameters.AddWithValue(at.ToUniversalTime());
            return await advance.ExecuteNonQueryAsync(cancellationToken) > 0;
        }
    }

    private Task<List<(PersonId Person, string Version)>> ReadAsync(Guid run, int size, CancellationToken cancellationToken) =>
        StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand(Read);
            command.Parameters.AddWithValue(run);
            command.Parameters.AddWithValue(size);
            var page = new List<(PersonId, string)>(size);
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
                page.Add((PersonId.FromGuid(row.GetGuid(0)), row.GetString(1)));
            return page;
        });
}
