using Grid.Storage.Sealing;
using Grid.Storage.Searching;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Tests.Searching;

/// <summary>Rows of <c>person</c> with keys and almost no state, for registers that are filled by statements.</summary>
internal static class PersonKeys
{
    /// <summary>Gives a key to everybody who is in <c>person_search</c> with a name in the clear, and seals the names.</summary>
    /// <param name="owner">Connection string of the owner.</param>
    /// <param name="secrets">The keys that the names are sealed with.</param>
    public static async Task SealNamesAsync(string owner, RegisterSecrets secrets)
    {
        await using var source = NpgsqlDataSource.Create(owner);
        await using (var connection = await source.OpenConnectionAsync(TestContext.Current.CancellationToken))
        {
            var persons = new List<Guid>();
            await using (var command = new NpgsqlCommand("SELECT person_id FROM person_search", connection) { CommandTimeout = 0 })
            await using (var row = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken))
            {
                while (await row.ReadAsync(TestContext.Current.CancellationToken))
                    persons.Add(row.GetGuid(0));
            }

            await AddAsync(connection, secrets.Ring, persons);
        }

        await NameSealing.RunAsync(source, secrets, TestContext.Current.CancellationToken);
        foreach (var table in (string[])["person_search", "name_token", "person"])
        {
            await using var vacuum = source.CreateCommand($"VACUUM ANALYZE {table}");
            vacuum.CommandTimeout = 0;
            await vacuum.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Adds them.</summary>
    /// <param name="connection">Of the owner.</param>
    /// <param name="ring">Wraps the keys.</param>
    /// <param name="persons">Of whom.</param>
    /// <returns>The keys, in the order of the persons.</returns>
    public static async Task<DataKey[]> AddAsync(NpgsqlConnection connection, KeyRing ring, IReadOnlyCollection<Guid> persons)
    {
        var cancelled = TestContext.Current.CancellationToken;
        var written = new DateTime(2026, 11, 1, 0, 0, 0, DateTimeKind.Utc);
        var keys = new List<DataKey>(persons.Count);
        await using var rows = await connection.BeginBinaryImportAsync(
            "COPY person (person_id, version, sequence, state_schema, state, data_key, last_commit, written_at) FROM STDIN (FORMAT binary)",
            cancelled
        );
        foreach (var person in persons)
        {
            keys.Add(ring.NewDataKey());
            await rows.StartRowAsync(cancelled);
            await rows.WriteAsync(person, NpgsqlDbType.Uuid, cancelled);
            await rows.WriteAsync(1L, NpgsqlDbType.Bigint, cancelled);
            await rows.WriteAsync(0L, NpgsqlDbType.Bigint, cancelled);
            await rows.WriteAsync((short)1, NpgsqlDbType.Smallint, cancelled);
            await rows.WriteAsync(new byte[100], NpgsqlDbType.Bytea, cancelled);
            await rows.WriteAsync(keys[^1].Wrap(ring, $"{person:N}"), NpgsqlDbType.Bytea, cancelled);
            await rows.WriteAsync(person, NpgsqlDbType.Uuid, cancelled);
            await rows.WriteAsync(written, NpgsqlDbType.TimestampTz, cancelled);
        }

        await rows.CompleteAsync(cancelled);
        return [.. keys];
    }
}
