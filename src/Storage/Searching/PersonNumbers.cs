using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Grains.Interfaces.Persons;
using Grid.Storage.Batching;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Searching;

/// <summary>
/// Whose an application number or a registration number is. Almost every request names a person by one, so those that are asked for at the
/// same time are read in one prepared statement.
/// </summary>
public sealed class PersonNumbers(NpgsqlDataSource source, TimeProvider clock) : IAsyncDisposable
{
    private readonly GroupQueue<PendingNumber> queue = new("number-read", new GroupLimits(Loops: 1, GroupSize: 256, Capacity: 10_000), () =>
        new Handler(source, clock)
    );

    /// <summary>The person of an application number; null when none has it.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot be reached.</exception>
    public Task<PersonId?> OfApplicationAsync(ApplicationNumber number, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(number);
        return FindAsync(new PendingNumber(number.Value, isRegistration: false), cancellationToken);
    }

    /// <summary>The person of a registration number; null when none has it.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot be reached.</exception>
    public Task<PersonId?> OfRegistrationAsync(RegistrationNumber number, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(number);
        return FindAsync(new PendingNumber(number.Value, isRegistration: true), cancellationToken);
    }

    public ValueTask DisposeAsync() => queue.DisposeAsync();

    private Task<PersonId?> FindAsync(PendingNumber pending, CancellationToken cancellationToken)
    {
        queue.Enqueue(pending);
        return pending.Answer.WaitAsync(cancellationToken);
    }

    private sealed class PendingNumber(string number, bool isRegistration) : Pending<PersonId?>
    {
        public string Number => number;

        public bool IsRegistration => isRegistration;
    }

    private sealed class Handler(NpgsqlDataSource source, TimeProvider clock) : IGroupHandler<PendingNumber>
    {
        private const string Sql = """
            SELECT false, number, person_id FROM application WHERE number = ANY($1)
            UNION ALL
            SELECT true, number, person_id FROM registration WHERE number = ANY($2)
            """;

        private readonly StatementReader reader = new(
            source,
            clock,
            Sql,
            TimeSpan.FromSeconds(15),
            NpgsqlDbType.Array | NpgsqlDbType.Text,
            NpgsqlDbType.Array | NpgsqlDbType.Text
        );

        public async Task HandleAsync(IReadOnlyList<PendingNumber> group, CancellationToken cancellationToken)
        {
            var found = new Dictionary<(bool IsRegistration, string Number), PersonId>(group.Count);
            await reader.ReadAsync(
                row => found[(row.GetBoolean(0), row.GetString(1))] = PersonId.FromGuid(row.GetGuid(2)),
                found.Clear,
                cancellationToken,
                group.Where(pending => !pending.IsRegistration).Select(pending => pending.Number).ToArray(),
                group.Where(pending => pending.IsRegistration).Select(pending => pending.Number).ToArray()
            );
            foreach (var pending in group)
                pending.Complete(found.TryGetValue((pending.IsRegistration, pending.Number), out var person) ? person : null);
        }

        public ValueTask DisposeAsync() => reader.DisposeAsync();
    }
}
