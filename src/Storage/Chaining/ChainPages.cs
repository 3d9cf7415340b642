using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Chaining;

/// <summary>Reads persons with their journals, page by page in the order of their keys.</summary>
internal static class ChainPages
{
    private const string Journals = $"""
        SELECT j.person_id, {JournalChain.Columns}, coalesce(j.mac, m.mac)
        FROM journal AS j LEFT JOIN journal_mac AS m ON m.person_id = j.person_id AND m.sequence = j.sequence
        WHERE j.person_id = ANY ($1) ORDER BY j.person_id, j.sequence
        """;

    /// <summary>The next persons, each with its journal walked along.</summary>
    /// <param name="connection">In a transaction, so that rows and journals belong together.</param>
    /// <param name="sql">Selects <see cref="ChainedPerson.Columns"/>; $1 the last person before, $2 how many.</param>
    /// <param name="after">The last person of the page before.</param>
    /// <param name="size">Persons at most.</param>
    /// <param name="keys">The keys.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<IReadOnlyList<ChainedPerson>> ReadAsync(
        NpgsqlConnection connection,
        string sql,
        Guid after,
        int size,
        ChainKeys keys,
        CancellationToken cancellationToken
    )
    {
        var persons = new Dictionary<Guid, ChainedPerson>(size);
        var ordered = new List<ChainedPerson>(size);
#pragma warning disable CA2100 // A constant of the caller.
        await using (var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 })
#pragma warning restore CA2100
        {
            command.Parameters.AddWithValue(after);
            command.Parameters.AddWithValue(size);
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
            {
                var person = ChainedPerson.Of(row);
                persons.Add(person.Person, person);
                ordered.Add(person);
            }
        }

        await using var journals = new NpgsqlCommand(Journals, connection) { CommandTimeout = 0 };
        journals.Parameters.AddWithValue(NpgsqlDbType.Array | NpgsqlDbType.Uuid, persons.Keys.ToArray());
        await using var entry = await journals.ExecuteReaderAsync(cancellationToken);
        while (await entry.ReadAsync(cancellationToken))
            persons[entry.GetGuid(0)].Next(entry, 1, keys);
        return ordered;
    }
}
