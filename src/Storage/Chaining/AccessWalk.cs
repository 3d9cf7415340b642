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
        Dictionary<Guid, (long Sequence, byte[] Head)> logged,
        bool isComplete,
        Action<ChainFault> fault,
        CancellationToken cancellationToken
    )
    {
        await using (var settings = new NpgsqlCommand("SET LOCAL TimeZone = 'UTC'", connection))
            await settings.ExecuteNonQueryAsync(cancellationToken);
        var entries = 0L;
        var walk = new WriterWalk(logged, fault);
        await using (var command = new NpgsqlCommand(Chains, connection) { CommandTimeout = 0 })
        await using (var row = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await row.ReadAsync(cancellationToken))
            {
                var (writer, sequence, ids) = (row.GetGuid(0), row.GetInt64(1), row.GetFieldValue<long[]>(2));
                // After a gap the first entry cannot be verified: the MAC before it is gone.
                var isKnown = walk.Begin(writer, sequence);
                walk.End(Group(row, ids, walk.Head, isKnown, keys, fault));
                entries += ids.Length;
            }
        }

        var gone = walk.Finish();
        if (gone.Count > 0)
            await RemovedAsync(connection, gone, fault, cancellationToken);
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
        IReadOnlyList<(Guid Writer, long First, long Last)> gone,
        Action<ChainFault> fault,
        CancellationToken cancellationToken
    )
    {
        var groups = await TreeWalk.GroupsAsync(
            connection,
            group => gone.Any(one => one.Writer == group.Writer && group.Sequence >= one.First && group.Sequence <= one.Last),
            cancellationToken
        );
        var ids = groups.SelectMany(group => group.Ids).ToArray();
        var present = new HashSet<long>();
        await using var command = new NpgsqlCommand(Present, connection) { CommandTimeout = 0 };
        command.Parameters.AddWithValue(NpgsqlDbType.Array | NpgsqlDbType.Bigint, ids);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
            present.Add(row.GetInt64(0));
        foreach (var id in ids.Where(id => !present.Contains(id)).Order())
            fault(Log(id, ChainFaultKind.Missing));
    }

    private static ChainFault Log(long id, ChainFaultKind kind) => new("access_log", id.ToString(CultureInfo.InvariantCulture), kind);

    private static ChainFault Chain(Guid writer, long first, long last, ChainFaultKind kind) =>
        new("access_chain", string.Create(CultureInfo.InvariantCulture, $"{writer:N}/{first}{(first == last ? "" : $"-{last}")}"), kind);

    /// <summary>Follows each writer's chain, and compares its end with what was logged of it.</summary>
    private sealed class WriterWalk(Dictionary<Guid, (long Sequence, byte[] Head)> logged, Action<ChainFault> fault)
    {
        private readonly List<(Guid Writer, long First, long Last)> gone = [];
        private Guid writer;
        private long last;

        /// <summary>MAC of the last entry; null at the beginning of a chain.</summary>
        public byte[]? Head { get; private set; }

        /// <summary>The next group. Returns whether the one before it is there.</summary>
        public bool Begin(Guid of, long sequence)
        {
            if (of != writer)
            {
                EndOfChain();
                (writer, last, Head) = (of, 0, null);
            }

            var isNext = sequence == last + 1;
            if (!isNext)
                Gone(last + 1, sequence - 1);
            last = sequence;
            return isNext;
        }

        public void End(byte[]? head)
        {
            Head = head;
            if (logged.TryGetValue(writer, out var end) && end.Sequence == last && !ChainKeys.Same(end.Head, head))
                fault(Chain(writer, last, last, ChainFaultKind.Changed));
        }

        /// <summary>After the last group: what is gone, also of writers of which nothing is left.</summary>
        public List<(Guid Writer, long First, long Last)> Finish()
        {
            EndOfChain();
            foreach (var (left, end) in logged.OrderBy(one => one.Key))
            {
                (writer, last) = (left, 0);
                Gone(1, end.Sequence);
            }

            return gone;
        }

        private void EndOfChain()
        {
            if (last == 0)
                return;
            var logs = logged.Remove(writer, out var end) ? end.Sequence : 0;
            if (logs > last)
                Gone(last + 1, logs);
            else if (logs < last)
                fault(Chain(writer, logs + 1, last, ChainFaultKind.Unlogged));
        }

        private void Gone(long first, long to)
        {
            gone.Add((writer, first, to));
            fault(Chain(writer, first, to, ChainFaultKind.Missing));
        }
    }
}
