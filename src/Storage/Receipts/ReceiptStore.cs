using System.Text.Json;
using Grid.Domain.Identity;
using Grid.Domain.Json;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Receipts;
using Grid.Storage.Batching;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Receipts;

/// <summary>Looks receipts up, those that are asked for at the same time in one statement: every command asks first.</summary>
public sealed class ReceiptStore(NpgsqlDataSource source, TimeProvider clock) : IReceiptStore, IAsyncDisposable
{
    /// <summary>Longer keys are never stored.</summary>
    public const int LongestKey = 200;

    private readonly GroupQueue<PendingReceipt> queue = new(
        "receipt-read",
        new GroupLimits(Loops: 1, GroupSize: 256, Capacity: 10_000),
        () => new Handler(source, clock)
    );

    public async Task<StoredReceipt?> FindAsync(string caller, string key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(key);
        if (
            caller.Length > LongestKey
            || key.Length > LongestKey
            || caller.Contains('\0', StringComparison.Ordinal)
            || key.Contains('\0', StringComparison.Ordinal)
        )
        {
            return null;
        }

        var pending = new PendingReceipt(caller, key);
        queue.Enqueue(pending);
        return await pending.Answer.WaitAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => queue.DisposeAsync();

    private sealed class PendingReceipt(string caller, string key) : Pending<StoredReceipt?>
    {
        public (string Caller, string Key) Name => (caller, key);
    }

    private sealed class Handler(NpgsqlDataSource source, TimeProvider clock) : IGroupHandler<PendingReceipt>
    {
        // A look-up for each pair, by the partitions' keys; as a join the planner might read a partition whole.
        private const string Sql = """
            SELECT found.caller, found.key, found.digest, found.operation, found.person_id, found.outcome, found.at
            FROM unnest($1, $2) AS asked(caller, key)
            CROSS JOIN LATERAL (SELECT * FROM receipt WHERE receipt.caller = asked.caller AND receipt.key = asked.key LIMIT 1) AS found
            """;

        private readonly StatementReader reader = new(
            source,
            clock,
            Sql,
            TimeSpan.FromSeconds(15),
            NpgsqlDbType.Array | NpgsqlDbType.Text,
            NpgsqlDbType.Array | NpgsqlDbType.Text
        );

        public async Task HandleAsync(IReadOnlyList<PendingReceipt> group, CancellationToken cancellationToken)
        {
            var names = group.Select(pending => pending.Name).Distinct().ToArray();
            var found = new Dictionary<(string, string), StoredReceipt>(names.Length);
            await reader.ReadAsync(
                row => found[(row.GetString(0), row.GetString(1))] = Of(row),
                found.Clear,
                cancellationToken,
                names.Select(name => name.Caller).ToArray(),
                names.Select(name => name.Key).ToArray()
            );
            foreach (var pending in group)
                pending.Complete(found.GetValueOrDefault(pending.Name));
        }

        public ValueTask DisposeAsync() => reader.DisposeAsync();

        private static StoredReceipt Of(NpgsqlDataReader row)
        {
            var person = row.IsDBNull(4) ? (PersonId?)null : PersonId.FromGuid(row.GetGuid(4));
            return new StoredReceipt(
                row.GetString(0),
                row.GetString(1),
                row.GetFieldValue<byte[]>(2),
                row.GetString(3),
                person,
                person is null ? null : Read<CommandOutcome>(row),
                row.GetFieldValue<DateTimeOffset>(6)
            )
            {
                Answer = person is null ? Read<WriteAnswer>(row) : null,
            };
        }

        private static T Read<T>(NpgsqlDataReader row) =>
            JsonSerializer.Deserialize<T>(row.GetString(5), DomainJson.Options) ?? throw new JsonException("A receipt is empty.");
    }
}
