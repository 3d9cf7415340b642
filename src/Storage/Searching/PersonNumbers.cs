using BitFaster.Caching.Lru;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Grains.Interfaces.Persons;
using Grid.Storage.Batching;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Searching;

/// <summary>
/// Whose an application number or a registration number is. Almost every request names a person by one, so those that were found are
/// remembered, and those that are asked for at the same time are read in one statement. A number stays with the record that it was given
/// to, also when that record becomes an alias or is erased: what is remembered never becomes wrong. Numbers that were not found are not
/// remembered: another process may give them in the next moment.
/// </summary>
public sealed class PersonNumbers : IAsyncDisposable
{
    /// <summary>Of each kind; about 15 MB when both are full. The numbers used last stay.</summary>
    internal const int MostOfKind = 50_000;

    private static readonly TimeSpan RememberFor = TimeSpan.FromMinutes(5);

    private readonly ConcurrentTLru<string, PersonId> applications = Memory();
    private readonly ConcurrentTLru<string, PersonId> registrations = Memory();
    private readonly GroupQueue<PendingNumber> queue;

    /// <param name="source">Of the application's role.</param>
    /// <param name="clock">For the pauses while the database cannot be reached.</param>
    public PersonNumbers(NpgsqlDataSource source, TimeProvider clock) =>
        queue = new GroupQueue<PendingNumber>("number-read", new GroupLimits(Loops: 1, GroupSize: 256, Capacity: 10_000), () =>
            new Handler(source, clock)
        );

    /// <summary>The person of an application number; null when none has it.</summary>
    /// <exception cref="StoreUnavailableException">The number is not remembered, and the store cannot be reached.</exception>
    public ValueTask<PersonId?> OfApplicationAsync(ApplicationNumber number, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(number);
        return FindAsync(applications, number.Value, isRegistration: false, cancellationToken);
    }

    /// <summary>The person of a registration number; null when none has it.</summary>
    /// <exception cref="StoreUnavailableException">The number is not remembered, and the store cannot be reached.</exception>
    public ValueTask<PersonId?> OfRegistrationAsync(RegistrationNumber number, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(number);
        return FindAsync(registrations, number.Value, isRegistration: true, cancellationToken);
    }

    public ValueTask DisposeAsync() => queue.DisposeAsync();

    private static ConcurrentTLru<string, PersonId> Memory() =>
        new(Environment.ProcessorCount, MostOfKind, StringComparer.Ordinal, RememberFor);

    private async ValueTask<PersonId?> FindAsync(
        ConcurrentTLru<string, PersonId> remembered,
        string number,
        bool isRegistration,
        CancellationToken cancellationToken
    )
    {
        if (remembered.TryGet(number, out var known))
            return known;
        var pending = new PendingNumber(number, isRegistration);
        queue.Enqueue(pending);
        var found = await pending.Answer.WaitAsync(cancellationToken);
        if (found is { } person)
            remembered.AddOrUpdate(number, person);
        return found;
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
