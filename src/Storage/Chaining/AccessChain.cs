using System.Text.Json;
using Grid.Storage.Chaining.Checkpoints;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Chaining;

/// <summary>
/// One writer's chain of the access log. The database gives an entry its id and its moment, so the MACs are made of what it returns, and
/// are written in the same transaction. All columns are in the MAC, whatever they are. Not safe for use by two at once.
/// </summary>
internal sealed class AccessChain(ChainKeys keys)
{
    /// <summary>An entry as the MAC takes it; the session's time zone must be UTC.</summary>
    public const string Entry = "to_jsonb(a)::text";

    /// <summary>For the sessions of writers and checks.</summary>
    public const string SessionSettings = "SET TimeZone = 'UTC'";

    private const string Insert = """
        WITH logged AS (INSERT INTO tree_waiting (content) VALUES ($6))
        INSERT INTO access_chain (writer, sequence, ids, columns, macs) VALUES ($1, $2, $3, $4, $5)
        """;

    private readonly Guid writer = Guid.NewGuid();
    private byte[]? head;
    private long sequence;

    /// <summary>Writes the MACs of entries that were just inserted, as <see cref="Entry"/> returned them.</summary>
    /// <returns>To be called when the transaction is committed.</returns>
    public async Task<Action> AddAsync(NpgsqlConnection connection, IReadOnlyList<string> entries, CancellationToken cancellationToken)
    {
        var columns = ColumnsOf(entries[0]);
        var ids = entries.Select(IdOf).ToArray();
        var macs = new byte[entries.Count][];
        for (var i = 0; i < macs.Length; i++)
            macs[i] = Of(entries[i], columns, writer, sequence + 1, i, i == 0 ? head : macs[i - 1], keys);
        await using var command = new NpgsqlCommand(Insert, connection);
        command.Parameters.AddWithValue(writer);
        command.Parameters.AddWithValue(sequence + 1);
        command.Parameters.AddWithValue(ids);
        command.Parameters.AddWithValue(columns);
        command.Parameters.AddWithValue(NpgsqlDbType.Array | NpgsqlDbType.Bytea, macs);
        command.Parameters.AddWithValue(NpgsqlDbType.Bytea, TreeEntry.OfAccess(new AccessEntryGroup(writer, sequence + 1, macs[^1], ids)));
        await command.ExecuteNonQueryAsync(cancellationToken);
        return () => (head, sequence) = (macs[^1], sequence + 1);
    }

    /// <summary>The MAC of an entry.</summary>
    public static byte[] Of(
        string entry,
        IReadOnlyCollection<string> columns,
        Guid writer,
        long sequence,
        int place,
        byte[]? before,
        ChainKeys keys
    ) =>
        keys.Access(
            RowBytes
                .Begin()
                .Text("access 1")
                .Bytes(before, before is null)
                .Id(writer)
                .Number(sequence)
                .Number(place)
                .Text(string.Join(',', columns))
                .JsonMembers(entry, columns)
                .Written
        );

    private static string[] ColumnsOf(string entry)
    {
        using var document = JsonDocument.Parse(entry);
        return [.. document.RootElement.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal)];
    }

    private static long IdOf(string entry)
    {
        using var document = JsonDocument.Parse(entry);
        return document.RootElement.GetProperty("id").GetInt64();
    }
}
