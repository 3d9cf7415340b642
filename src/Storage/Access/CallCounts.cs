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
        new Handler(source, clock)
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

    private sealed class Handler(NpgsqlDataSource source, TimeProvider clock) : IGroupHandler<PendingCall>
    {
        private readonly PersistentConnection persistent = new(source, clock);
        private readonly RowArrays<PendingCall[]> rows = new RowArrays<PendingCall[]>("c")
            .Column("who", NpgsqlDbType.Text, calls => calls[0].Key.Subject)
            .Column("what", NpgsqlDbType.Text, calls => calls[0].Key.Kind)
            .Column("slot", NpgsqlDbType.Bigint, calls => calls[0].Key.Slot)
            .Column("wanted", NpgsqlDbType.Integer, calls => calls.Length)
            .Column("most", NpgsqlDbType.Integer, calls => calls[0].Key.Most);

        private NpgsqlCommand? command;

        public async Task HandleAsync(IReadOnlyList<PendingCall> group, CancellationToken cancellationToken)
        {
            try
            {
                await CountAsync(group, cancellationToken);
            }
            catch (PostgresException e) when (group.Count > 1 && !StoreErrors.IsConnectionLoss(e) && !StoreErrors.IsServerTrouble(e))
            {
                // One of them is invalid, and only that one fails.
                foreach (var pending in group)
                    await HandleAsync([pending], cancellationToken);
            }
            catch (PostgresException e) when (!StoreErrors.IsConnectionLoss(e) && !StoreErrors.IsServerTrouble(e))
            {
                // The server's own error may quote values.
                foreach (var pending in group)
                {
                    pending.Fail(
                        new StoreRefusedException($"The call could not be counted ({e.SqlState}).", e.ConstraintName, duplicate: false)
                    );
                }
            }
            catch (Exception e) when (e is NpgsqlException || StoreErrors.IsConnectionLoss(e))
            {
                await DropAsync();
                foreach (var pending in group)
                    pending.Fail(StoreErrors.Unavailable(e));
            }
        }

        public ValueTask DisposeAsync() => DropAsync();

        private async Task CountAsync(IReadOnlyList<PendingCall> group, CancellationToken cancellationToken)
        {
            if (!persistent.IsOpen || command is null)
            {
                await DropAsync();
                var connection = await persistent.GetAsync(cancellationToken);
                var next = 1;
                var sql = $"""
                    SELECT n.granted, n.free_slot FROM {rows.Unnest(ref next)}
                    CROSS JOIN LATERAL grid_count_calls(c.who, c.what, c.slot, c.wanted, c.most) AS n
                    """;
                command = new NpgsqlCommand(sql, connection) { CommandTimeout = 15 };
                rows.AddTo(command.Parameters);
                await command.PrepareAsync(cancellationToken);
            }

            List<PendingCall[]> callers =
            [
                .. group
                    .GroupBy(call => call.Key)
                    .OrderBy(calls => calls.Key.Subject, StringComparer.Ordinal)
                    .ThenBy(calls => calls.Key.Kind, StringComparer.Ordinal)
                    .Select(calls => calls.ToArray()),
            ];
            var turns = new List<(int Granted, long FreeSlot)>(callers.Count);
            rows.Fill(command.Parameters, callers);
            await using (var row = await command.ExecuteReaderAsync(cancellationToken))
            {
                while (await row.ReadAsync(cancellationToken))
                    turns.Add((row.GetInt32(0), row.GetInt64(1)));
            }

            foreach (var (calls, turn) in callers.Zip(turns))
            {
                var free = new DateTimeOffset(turn.FreeSlot * Slot.Ticks, TimeSpan.Zero);
                for (var i = 0; i < calls.Length; i++)
                    calls[i].Complete(i < turn.Granted ? new CallTurn(true, TimeSpan.Zero) : new CallTurn(false, free - calls[i].Now));
            }
        }

        private async ValueTask DropAsync()
        {
            if (command is not null)
                await command.DisposeAsync();
            command = null;
            await persistent.DropAsync();
        }
    }
}
