using System.Text.Json;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Access;
using Grid.Grains.Interfaces.Persons;
using Grid.Storage.Batching;
using Grid.Storage.Chaining;
using Grid.Storage.Sealing;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Access;

/// <summary>
/// Writes the access log, entries that wait at the same time in one statement: a commit for each read would cost more than the read.
/// </summary>
public sealed class AccessLog(NpgsqlDataSource source, TimeProvider clock, ChainKeys keys) : IAccessLog, IAsyncDisposable
{
    /// <summary>Where a reader's own words are sealed.</summary>
    internal const string ReasonColumn = "access_log.reason";

    private readonly KeyRing ring = keys.Ring;
    private readonly GroupQueue<PendingEntry> queue = new("access-log", new GroupLimits(Loops: 1, GroupSize: 256, Capacity: 10_000), () =>
        new Writer(source, clock, keys)
    );

    public Task WriteAsync(AccessEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var pending = new PendingEntry(entry, TextSeal.Seal(entry.Purpose, ring, ReasonColumn));
        queue.Enqueue(pending);
        return pending.Answer.WaitAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => queue.DisposeAsync();

    private sealed class PendingEntry(AccessEntry entry, string? reason) : Pending<bool>
    {
        public AccessEntry Entry => entry;

        /// <summary>The purpose, sealed.</summary>
        public string? Reason => reason;

        /// <summary>An array within an array column would have to be rectangular: persons' ids travel as the text of an array.</summary>
        public string Persons => $"{{{string.Join(',', entry.Persons)}}}";
    }

    private sealed class Writer(NpgsqlDataSource source, TimeProvider clock, ChainKeys keys)
        : GroupWriter<PendingEntry>(
            new PersistentConnection(source, clock, AccessChain.SessionSettings),
            "The access log rejected the entry"
        )
    {
        private readonly RowArrays<PendingEntry> rows = new RowArrays<PendingEntry>("l")
            .Column("actor", NpgsqlDbType.Text, row => row.Entry.Actor.Subject)
            .Column("role", NpgsqlDbType.Text, row => EnumName.Of(row.Entry.Actor.Role))
            .Column("office", NpgsqlDbType.Text, row => row.Entry.Actor.Office)
            .Column("action", NpgsqlDbType.Text, row => row.Entry.Action)
            .Column("reason", NpgsqlDbType.Text, row => row.Reason)
            .Column("filter", NpgsqlDbType.Text, row => row.Entry.Filter)
            .Column("trace_id", NpgsqlDbType.Text, row => row.Entry.TraceId)
            .Column("outcome", NpgsqlDbType.Text, row => EnumName.Of(row.Entry.Outcome))
            .Column("address", NpgsqlDbType.Text, row => row.Entry.Address)
            .Column("times", NpgsqlDbType.Integer, row => row.Entry.Times)
            .Column("surname_mark", NpgsqlDbType.Bigint, row => row.Entry.Marks?.Surname)
            .Column("home_mark", NpgsqlDbType.Bigint, row => row.Entry.Marks?.Home)
            .Column("person_ids", NpgsqlDbType.Text, row => row.Persons);

        private AccessChain chain = new(keys);

        protected override NpgsqlCommand Statement(NpgsqlConnection connection)
        {
            var next = 1;
            var sql = $"""
                INSERT INTO access_log AS a ({rows.Names})
                SELECT actor, role, office, action, reason, filter, trace_id, outcome, address, times, surname_mark, home_mark, person_ids::uuid[]
                FROM {rows.Unnest(ref next)}
                RETURNING {AccessChain.Entry}
                """;
            var statement = new NpgsqlCommand(sql, connection) { CommandTimeout = 15 };
            rows.AddTo(statement.Parameters);
            return statement;
        }

        /// <remarks>
        /// Where the connection is lost, the entries may have been written: the reads fail in any case, and a surplus entry does no harm.
        /// </remarks>
        protected override async Task WriteAsync(
            NpgsqlCommand statement,
            IReadOnlyList<PendingEntry> group,
            CancellationToken cancellationToken
        )
        {
            rows.Fill(statement.Parameters, [.. group]);
            await using var transaction = await statement.Connection!.BeginTransactionAsync(cancellationToken);
            var (written, isAsSent) = (new List<WrittenAccess>(group.Count), true);
            await using (var row = await statement.ExecuteReaderAsync(cancellationToken))
            {
                while (isAsSent && await row.ReadAsync(cancellationToken))
                {
                    using var entry = JsonDocument.Parse(row.GetString(0));
                    isAsSent = written.Count < group.Count && IsAsSent(entry.RootElement, group[written.Count]);
                    written.Add(WrittenAccess.Of(row.GetString(0), entry.RootElement));
                }
            }

            if (!isAsSent || written.Count != group.Count)
            {
                throw new StoreRefusedException(
                    "The database did not store entries of the access log as they were sent: a trigger or rule changes them. Nothing was committed.",
                    null,
                    duplicate: false
                );
            }

            var advance = await chain.AddAsync(statement.Connection, written, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            advance();
            foreach (var entry in group)
                entry.Complete(true);
        }

        protected override void Dropped() => chain = new AccessChain(keys);

        /// <summary>The MACs are made of what the database returns. Its owner could make it store something else.</summary>
        private static bool IsAsSent(JsonElement row, PendingEntry sent)
        {
            var entry = sent.Entry;
            return Is("actor", entry.Actor.Subject)
                && Is("role", EnumName.Of(entry.Actor.Role))
                && Is("office", entry.Actor.Office)
                && Is("action", entry.Action)
                && Is("reason", sent.Reason)
                && Is("filter", entry.Filter)
                && Is("trace_id", entry.TraceId)
                && Is("outcome", EnumName.Of(entry.Outcome))
                && Is("address", entry.Address)
                && row.GetProperty("times").GetInt32() == entry.Times
                && row.GetProperty("person_ids")
                    .EnumerateArray()
                    .Select(id => id.GetGuid())
                    .SequenceEqual(entry.Persons.Select(id => id.ToGuid()));

            bool Is(string column, string? value) => row.GetProperty(column).GetString() == value;
        }
    }
}
