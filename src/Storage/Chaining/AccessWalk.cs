using System.Globalization;
using Grid.Storage.Chaining.Checkpoints;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Chaining;

/// <summary>Walks along the chains of the access log.</summary>
internal static class AccessWalk
{
    private const string Chains = $"""
        SELECT c.writer, c.sequence, c.ids, c.columns, c.macs,
            ARRAY(SELECT {AccessChain.Entry} FROM unnest(c.ids) WITH ORDINALITY AS u (id, place) LEFT JOIN access_log AS a ON a.id = u.id ORDER BY u.place)
        FROM access_chain AS c ORDER BY c.writer, c.sequence
        """;

    private const string Bare = """
        SELECT a.id FROM access_log AS a WHERE NOT EXISTS (SELECT FROM (SELECT unnest(ids) AS id FROM access_chain) AS c WHERE c.id = a.id) ORDER BY a.id
        """;

    private const string Present = "SELECT id FROM access_log WHERE id = ANY ($1)";

    /// <param name="connection">In a transaction of one snapshot.</param>
    /// <param name="keys">The keys.</param>
    /// <param name="logged">What the log of commits says was written.</param>
    /// <param name="isComplete">Everything was chained once: nothing is without a MAC.</param>
    /// <param name="fault">Takes what is wrong.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<(long Entries, long Unchained)> RunAsync(
        NpgsqlConnection connection,
        ChainKeys keys,
        Dictionary<(Guid Writer, long Sequence), AccessEntryGroup> logged,
        bool isComplete,
        Action<ChainFault> fault,
        CancellationToken cancellationToken
    )
    {
        await using (var settings = new NpgsqlCommand("SET LOCAL TimeZone = 'UTC'", connection))
            await settings.ExecuteNonQueryAsync(cancellationToken);
        var entries = 0L;
        await using (var command = new NpgsqlCommand(Chains, connection) { CommandTimeout = 0 })
        await using (var row = await command.ExecuteReaderAsync(cancellationToken))
        {
            var (writer, last, head) = (Guid.Empty, 0L, (byte[]?)null);
            while (await row.ReadAsync(cancellationToken))
            {
                var (of, sequence, ids) = (row.GetGuid(0), row.GetInt64(1), row.GetFieldValue<long[]>(2));
                if (of != writer)
                    (writer, last, head) = (of, 0, null);
                // After a gap the first entry cannot be verified: the MAC before it is gone.
                var isKnown = sequence == last + 1;
                if (!isKnown)
                    fault(Chain(writer, last + 1, sequence - 1, ChainFaultKind.Missing));
                head = Group(row, ids, head, isKnown, keys, fault);
                last = sequence;
                entries += ids.Length;
                if (!logged.Remove((writer, sequence), out var entry))
                    fault(Chain(writer, sequence, sequence, ChainFaultKind.Unlogged));
                else if (!ChainKeys.Same(entry.Head, head))
                    fault(Chain(writer, sequence, sequence, ChainFaultKind.Changed));
            }
        }

        await RemovedAsync(connection, [.. logged.Values], fault, cancellationToken);
        var bare = 0L;
        await using var left = new NpgsqlCommand(Bare, connection) { CommandTimeout = 0 };
        await using var id = await left.ExecuteReaderAsync(cancellationToken);
        for (; await id.ReadAsync(cancellationToken); bare++)
        {
            if (isComplete)
                fault(Log(id.GetInt64(0), ChainFaultKind.Unchained));
        }

        return (entries + bare, bare);
    }

    private static byte[]? Group(NpgsqlDataReader row, long[] ids, byte[]? before, bool isKnown, ChainKeys keys, Action<ChainFault> fault)
    {
        var (columns, macs, stored) = (row.GetFieldValue<string[]>(3), row.GetFieldValue<byte[][]>(4), row.GetFieldValue<string?[]>(5));
        for (var i = 0; i < ids.Length; i++)
        {
            if (stored[i] is not { } entry)
                fault(Log(ids[i], ChainFaultKind.Missing));
            else if (isKnown && !ChainKeys.Same(AccessChain.Of(entry, columns, row.GetGuid(0), row.GetInt64(1), i, before, keys), macs[i]))
                fault(Log(ids[i], ChainFaultKind.Changed));
            (before, isKnown) = (macs[i], true);
        }

        return before;
    }

    /// <summary>Groups that were logged and have no chain any more; their entries are named if they are gone too.</summary>
    private static async Task RemovedAsync(
        NpgsqlConnection connection,
        AccessEntryGroup[] groups,
        Action<ChainFault> fault,
        CancellationToken cancellationToken
    )
    {
        foreach (var group in groups.OrderBy(group => group.Writer).ThenBy(group => group.Sequence))
        {
            fault(Chain(group.Writer, group.Sequence, group.Sequence, ChainFaultKind.Missing));
            var present = new HashSet<long>();
            await using var command = new NpgsqlCommand(Present, connection);
            command.Parameters.AddWithValue(NpgsqlDbType.Array | NpgsqlDbType.Bigint, group.Ids.ToArray());
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
                present.Add(row.GetInt64(0));
            foreach (var id in group.Ids.Where(id => !present.Contains(id)))
                fault(Log(id, ChainFaultKind.Missing));
        }
    }

    private static ChainFault Log(long id, ChainFaultKind kind) => new("access_log", id.ToString(CultureInfo.InvariantCulture), kind);

    private static ChainFault Chain(Guid writer, long first, long last, ChainFaultKind kind) =>
        new("access_chain", string.Create(CultureInfo.InvariantCulture, $"{writer:N}/{first}{(first == last ? "" : $"-{last}")}"), kind);
}
