using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Sealing;

/// <summary>
/// The end of a rotation: each person's data key is wrapped by the ring's current key. What the data keys sealed stays as it is. The
/// register may run meanwhile; it may be stopped and run again, and goes on where it was.
/// </summary>
public static class DataKeyRewrap
{
    private const int Page = 1_000;

    /// <returns>How many data keys were wrapped again.</returns>
    /// <exception cref="SealKeyMissingException">The ring lacks a key that wrapped one: it is not the ring of this register, or not the
    /// whole of it.</exception>
    public static async Task<long> RunAsync(NpgsqlDataSource dataSource, KeyRing ring, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        ArgumentNullException.ThrowIfNull(ring);
        var (last, done) = (Guid.Empty, 0L);
        while (true)
        {
            var page = await ReadAsync(dataSource, last, cancellationToken);
            if (page.Count == 0)
                return done;
            last = page[^1].Person;
            done += await WriteAsync(dataSource, [.. page.Where(row => DataKey.NeedsRewrap(ring, row.Wrapped))], ring, cancellationToken);
        }
    }

    private static async Task<List<(Guid Person, byte[] Wrapped)>> ReadAsync(
        NpgsqlDataSource dataSource,
        Guid last,
        CancellationToken cancellationToken
    )
    {
        await using var command = dataSource.CreateCommand(
            "SELECT person_id, data_key FROM person WHERE person_id > $1 AND data_key IS NOT NULL ORDER BY person_id LIMIT $2"
        );
        command.Parameters.AddWithValue(last);
        command.Parameters.AddWithValue(Page);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var page = new List<(Guid, byte[])>(Page);
        while (await reader.ReadAsync(cancellationToken))
            page.Add((reader.GetGuid(0), await reader.GetFieldValueAsync<byte[]>(1, cancellationToken)));
        return page;
    }

    /// <summary>A key that was deleted meanwhile (a person is erased) stays deleted.</summary>
    private static async Task<int> WriteAsync(
        NpgsqlDataSource dataSource,
        (Guid Person, byte[] Wrapped)[] rows,
        KeyRing ring,
        CancellationToken cancellationToken
    )
    {
        if (rows.Length == 0)
            return 0;
        await using var command = dataSource.CreateCommand(
            """
            UPDATE person p SET data_key = i.wrapped_anew
            FROM (SELECT p.person_id, i.wrapped_anew FROM unnest($1, $2, $3) AS i (person_id, wrapped, wrapped_anew)
                  JOIN person p ON p.person_id = i.person_id AND p.data_key = i.wrapped ORDER BY p.person_id FOR UPDATE OF p) AS i
            WHERE p.person_id = i.person_id
            """
        );
        command.Parameters.AddWithValue(NpgsqlDbType.Array | NpgsqlDbType.Uuid, rows.Select(row => row.Person).ToArray());
        command.Parameters.AddWithValue(NpgsqlDbType.Array | NpgsqlDbType.Bytea, rows.Select(row => row.Wrapped).ToArray());
        command.Parameters.AddWithValue(
            NpgsqlDbType.Array | NpgsqlDbType.Bytea,
            rows.Select(row => DataKey.Unwrap(ring, row.Wrapped, $"{row.Person:N}").Wrap(ring, $"{row.Person:N}")).ToArray()
        );
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
