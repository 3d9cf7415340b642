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

    private static readonly NpgsqlDbType[] ParameterTypes =
    [
        NpgsqlDbType.Uuid,
        NpgsqlDbType.Bigint,
        NpgsqlDbType.Array | NpgsqlDbType.Bigint,
        NpgsqlDbType.Array | NpgsqlDbType.Text,
        NpgsqlDbType.Array | NpgsqlDbType.Bytea,
        NpgsqlDbType.Bytea,
    ];

    private readonly Guid writer = Guid.NewGuid();
    private NpgsqlCommand? insert;
    private byte[]? head;
    private long sequence;

    /// <summary>Writes the MACs of entries that were just inserted.</summary>
    /// <param name="connection">The same one each time: with another connection begins another chain.</param>
    /// <param name="entries">In the order in which they were inserted.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>To be called when the transaction is committed.</returns>
    public async Task<Action> AddAsync(NpgsqlConnection connection, List<WrittenAccess> entries, CancellationToken cancellationToken)
    {
        var columns = ColumnsOf(entries[0].Row);
        var ids = entries.Select(entry => entry.Id).ToArray();
        var macs = new byte[entries.Count][];
        for (var i = 0; i < macs.Length; i++)
            macs[i] = Of(entries[i].Row, columns, writer, sequence + 1, i, i == 0 ? head : macs[i - 1], keys);
        insert ??= await PreparedAsync(connection, cancellationToken);
        object[] values =
        [
            writer,
            sequence + 1,
            ids,
            columns,
            macs,
            TreeEntry.OfAccess(new AccessEntryGroup(writer, sequence + 1, macs[^1], ids)),
        ];
        for (var i = 0; i < values.Length; i++)
            insert.Parameters[i].Value = values[i];
        await insert.ExecuteNonQueryAsync(cancellationToken);
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

    private static async Task<NpgsqlCommand> PreparedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(Insert, connection);
        foreach (var type in ParameterTypes)
            command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = type });
        await command.PrepareAsync(cancellationToken);
        return command;
    }

    private static string[] ColumnsOf(string entry)
    {
        using var document = JsonDocument.Parse(entry);
        return [.. document.RootElement.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal)];
    }
}

/// <summary>An entry of the access log that was just inserted.</summary>
/// <param name="Id">That the database gave it.</param>
/// <param name="Row">As <see cref="AccessChain.Entry"/> returned it.</param>
internal sealed record WrittenAccess(long Id, string Row)
{
    public static WrittenAccess Of(string row)
    {
        using var document = JsonDocument.Parse(row);
        return Of(row, document.RootElement);
    }

    /// <param name="row">As <see cref="AccessChain.Entry"/> returned it.</param>
    /// <param name="read">The same, read.</param>
    public static WrittenAccess Of(string row, JsonElement read) => new(read.GetProperty("id").GetInt64(), row);
}
