using Grid.Grains.Interfaces.Access;
using Grid.Grains.Interfaces.Persons;
using Grid.Storage.Batching;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Access;

/// <summary>
/// Counts calls in the table <c>call_count</c>, those that wait at the same time in one statement. The function locks the caller's row, so
/// two processes never grant the same last call. The groups of all processes lock in the same order and so do not wait for each other in a
/// circle.
/// </summary>
public sealed class CallCounts(NpgsqlDataSource source, TimeProvider clock) : ICallCounts, IAsyncDisposable
{
    private static readonly TimeSpan Slot = TimeSpan.FromMinutes(10);

    private readonly GroupQueue<PendingCall> queue = new("call-counts", new GroupLimits(Loops: 1, GroupSize: 256, Capacity: 10_000), () =>
        new Writer(source, clock)
    );

    public Task<CallTurn> TakeAsync(string subject, string kind, int most, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(subject);
        ArgumentException.ThrowIfNullOrEmpty(kind);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        var pending = new PendingCall(subject, kind, most, now.ToUniversalTime());
        queue.Enqueue(pending);
        return pending.Answer.WaitAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => queue.DisposeAsync();

    private sealed class PendingCall(string subject, string kind, int most, DateTimeOffset now) : Pending<CallTurn>
    {
        public (string Subject, string Kind, int Most, long Slot) Key { get; } = (subject, kind, most, now.Ticks / Slot.Ticks);

        public DateTimeOffset Now => now;
    }

    private sealed class Writer(NpgsqlDataSource source, TimeProvider clock)
        : GroupWriter<PendingCall>(new PersistentConnection(source, clock), "The call could not be counted")
    {
        private readonly RowArrays<PendingCall[]> rows = new RowArrays<PendingCall[]>("c")
            .Column("who", NpgsqlDbType.Text, calls => calls[0].Key.Subject)
            .Column("what", NpgsqlDbType.Text, calls => calls[0].Key.Kind)
            .Column("slot", NpgsqlDbType.Bigint, calls => calls[0].Key.Slot)
            .Column("wanted", NpgsqlDbType.Integer, calls => calls.Length)
            .Column("most", NpgsqlDbType.Integer, calls => calls[0].Key.Most);

        protected override NpgsqlCommand Statement(NpgsqlConnection connection)
        {
            var next = 1;
            var sql = $"""
                SELECT n.granted, n.free_slot, n.remaining FROM {rows.Unnest(ref next)}
                CROSS JOIN LATERAL grid_calls_left(c.who, c.what, c.slot, c.wanted, c.most) AS n
                """;
            var statement = new NpgsqlCommand(sql, connection) { CommandTimeout = 15 };
            rows.AddTo(statement.Parameters);
            return statement;
        }

        protected override async Task WriteAsync(
            NpgsqlCommand statement,
            IReadOnlyList<PendingCall> group,
            CancellationToken cancellationToken
        )
        {
            List<PendingCall[]> callers =
            [
                .. group
                    .GroupBy(call => call.Key)
                    .OrderBy(calls => calls.Key.Subject, StringComparer.Ordinal)
                    .ThenBy(calls => calls.Key.Kind, StringComparer.Ordinal)
                    .Select(calls => calls.ToArray()),
            ];
            var turns = new List<(int Granted, long FreeSlot, int Left)>(callers.Count);
            rows.Fill(statement.Parameters, callers);
            await using (var row = await statement.ExecuteReaderAsync(cancellationToken))
            {
                while (await row.ReadAsync(cancellationToken))
                    turns.Add((row.GetInt32(0), row.GetInt64(1), row.GetInt32(2)));
            }

            foreach (var (calls, turn) in callers.Zip(turns))
            {
                var free = new DateTimeOffset(turn.FreeSlot * Slot.Ticks, TimeSpan.Zero);
                for (var i = 0; i < calls.Length; i++)
                {
                    // Of those that were counted together, each has those left that come after it.
                    var left = turn.Left + Math.Max(0, turn.Granted - 1 - i);
                    calls[i].Complete(new CallTurn(i < turn.Granted, free - calls[i].Now, left));
                }
            }
        }
    }
}
