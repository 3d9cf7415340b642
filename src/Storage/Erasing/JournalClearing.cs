using System.Text.Json.Nodes;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Persons.Commit;
using Grid.Storage.Chaining;
using Grid.Storage.Journal;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Erasing;

/// <summary>
/// Takes birth dates and sealed parts out of a person's journal, makes its MACs again, and adds the erasure. Everything that the register
/// counts by stays.
/// </summary>
internal static class JournalClearing
{
    private const string BirthDate = "birthDate";

    private const string Rows = $"SELECT {JournalChain.Columns} FROM journal AS j WHERE j.person_id = $1 ORDER BY j.sequence";

    /// <summary>Returns the new head.</summary>
    /// <param name="connection">The owner's, in the transaction of the erasure.</param>
    /// <param name="person">Whose; its chain was verified in this transaction.</param>
    /// <param name="erasure">The row to add.</param>
    /// <param name="commit">Its commit.</param>
    /// <param name="keys">The keys.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<byte[]> RunAsync(
        NpgsqlConnection connection,
        Guid person,
        JournalEntry erasure,
        Guid commit,
        ChainKeys keys,
        CancellationToken cancellationToken
    )
    {
        await ClearAsync(connection, person, cancellationToken);
        var head = await ChainAsync(connection, person, keys, cancellationToken);
        var facts = EventJson.Facts(erasure.Event);
        var mac = JournalChain.Of(person, erasure, commit, facts, null, null, head, keys);
        await using var command = new NpgsqlCommand(ErasureSql.Journalled, connection);
        command.Parameters.AddWithValue(person);
        command.Parameters.AddWithValue(erasure.Sequence);
        command.Parameters.AddWithValue(EventJson.NameOf(erasure.Event));
        command.Parameters.AddWithValue(erasure.On);
        command.Parameters.AddWithValue(erasure.Actor.Subject);
        command.Parameters.AddWithValue(EnumName.Of(erasure.Actor.Role));
        command.Parameters.AddWithValue(erasure.At.ToUniversalTime());
        command.Parameters.AddWithValue(commit);
        command.Parameters.AddWithValue(facts);
        command.Parameters.AddWithValue(mac);
        await command.ExecuteNonQueryAsync(cancellationToken);
        return mac;
    }

    private static async Task ClearAsync(NpgsqlConnection connection, Guid person, CancellationToken cancellationToken)
    {
        var (sequences, facts, standings) = (new List<long>(), new List<string>(), new List<string?>());
        await using (var command = new NpgsqlCommand(ErasureSql.Journal, connection))
        {
            command.Parameters.AddWithValue(person);
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
            {
                sequences.Add(row.GetInt64(0));
                facts.Add(WithoutBirthDate(row.GetString(1)));
                standings.Add(row.IsDBNull(2) ? null : WithoutBirthDate(row.GetString(2)));
            }
        }

        await using var clear = new NpgsqlCommand(ErasureSql.ClearJournal, connection);
        clear.Parameters.AddWithValue(person);
        clear.Parameters.AddWithValue(NpgsqlDbType.Array | NpgsqlDbType.Bigint, sequences.ToArray());
        clear.Parameters.AddWithValue(NpgsqlDbType.Array | NpgsqlDbType.Text, facts.ToArray());
        clear.Parameters.AddWithValue(NpgsqlDbType.Array | NpgsqlDbType.Text, standings.ToArray());
        await clear.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>From the rows as they are stored now. Null of a journal without a row.</summary>
    private static async Task<byte[]?> ChainAsync(
        NpgsqlConnection connection,
        Guid person,
        ChainKeys keys,
        CancellationToken cancellationToken
    )
    {
        var (sequences, macs) = (new List<long>(), new List<byte[]>());
        await using (var command = new NpgsqlCommand(Rows, connection))
        {
            command.Parameters.AddWithValue(person);
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
            {
                sequences.Add(row.GetInt64(0));
                macs.Add(JournalChain.Of(row, 0, person, macs.LastOrDefault(), keys));
            }
        }

        await using var chain = new NpgsqlCommand(ErasureSql.ChainJournal, connection);
        chain.Parameters.AddWithValue(person);
        chain.Parameters.AddWithValue(NpgsqlDbType.Array | NpgsqlDbType.Bigint, sequences.ToArray());
        chain.Parameters.AddWithValue(NpgsqlDbType.Array | NpgsqlDbType.Bytea, macs.ToArray());
        await chain.ExecuteNonQueryAsync(cancellationToken);
        return macs.LastOrDefault();
    }

    /// <summary>Wherever it is: what a later version adds is found too, as long as it has this name.</summary>
    internal static string WithoutBirthDate(string json)
    {
        var document = JsonNode.Parse(json);
        return Clear(document) ? document!.ToJsonString() : json;
    }

    private static bool Clear(JsonNode? node)
    {
        var changed = false;
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, value) in members.ToArray())
                {
                    if (name == BirthDate && value is not null)
                    {
                        members[name] = null;
                        changed = true;
                    }
                    else
                    {
                        changed |= Clear(value);
                    }
                }

                break;
            case JsonArray items:
                foreach (var item in items)
                    changed |= Clear(item);
                break;
        }

        return changed;
    }
}
