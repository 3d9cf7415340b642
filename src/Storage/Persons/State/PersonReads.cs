using Grid.Domain.Identity;
using Grid.Grains.Interfaces.Persons;
using Grid.Storage.Batching;
using Grid.Storage.Chaining;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Persons.State;

/// <summary>Reads cold persons: those that wait at the same time in one statement.</summary>
internal sealed class PersonReads(NpgsqlDataSource source, TimeProvider clock, RegistryOptions options) : IAsyncDisposable
{
    private readonly GroupQueue<PendingRead> queue = new(
        "person-read",
        new GroupLimits(options.ReaderLoops, options.GroupSize, options.QueueCapacity),
        () => new Handler(source, clock, options)
    );

    /// <summary>The row, or null if the person is unknown.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot be reached.</exception>
    public Task<StoredPerson?> ReadAsync(PersonId person)
    {
        var read = new PendingRead(person.ToGuid());
        queue.Enqueue(read);
        return read.Answer;
    }

    public Task StopAsync(CancellationToken cancellationToken) => queue.StopAsync(cancellationToken);

    public ValueTask DisposeAsync() => queue.DisposeAsync();

    private sealed class PendingRead(Guid person) : Pending<StoredPerson?>
    {
        public Guid Person => person;
    }

    private sealed class Handler(NpgsqlDataSource source, TimeProvider clock, RegistryOptions options) : IGroupHandler<PendingRead>
    {
        private const string Sql =
            "SELECT person_id, version, state_schema, state, data_key, sequence, last_commit, written_at, chain, chained_version, mac FROM person WHERE person_id = ANY($1)";

        private readonly StatementReader reader = new(source, clock, Sql, options.StatementTimeout, NpgsqlDbType.Array | NpgsqlDbType.Uuid);

        public async Task HandleAsync(IReadOnlyList<PendingRead> group, CancellationToken cancellationToken)
        {
            var rows = new Dictionary<Guid, StoredPerson>(group.Count);
            await reader.ReadAsync(
                row =>
                    rows[row.GetGuid(0)] = new StoredPerson(
                        row.GetInt64(1),
                        row.GetInt16(2),
                        row.GetFieldValue<byte[]>(3),
                        BytesOrNull(row, 4),
                        row.IsDBNull(9) || row.GetInt64(9) != row.GetInt64(1)
                            ? null
                            : new StateMac(
                                row.GetGuid(0),
                                row.GetInt64(1),
                                row.GetInt64(5),
                                row.GetInt16(2),
                                BytesOrNull(row, 8),
                                row.GetGuid(6),
                                row.GetFieldValue<DateTimeOffset>(7)
                            ),
                        BytesOrNull(row, 10)
                    ),
                rows.Clear,
                cancellationToken,
                group.Select(read => read.Person).ToArray()
            );
            foreach (var read in group)
                read.Complete(rows.GetValueOrDefault(read.Person));
        }

        public ValueTask DisposeAsync() => reader.DisposeAsync();

        private static byte[]? BytesOrNull(NpgsqlDataReader row, int column) =>
            row.IsDBNull(column) ? null : row.GetFieldValue<byte[]>(column);
    }
}
