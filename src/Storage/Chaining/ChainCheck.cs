using System.Data;
using Grid.Storage.Chaining.Checkpoints;
using Npgsql;

namespace Grid.Storage.Chaining;

/// <summary>
/// Names each row of journal, persons, access log and log of commits that is not as the register wrote it, in one snapshot. It needs the
/// register key; whoever has only the database can neither make a MAC nor use one for another row.
/// </summary>
public static class ChainCheck
{
    private const int Page = 500;

    private const string Persons = $"SELECT {ChainedPerson.Columns} FROM person WHERE person_id > $1 ORDER BY person_id LIMIT $2";

    private const string Ownerless =
        "SELECT DISTINCT person_id FROM journal AS j WHERE NOT EXISTS (SELECT FROM person AS p WHERE p.person_id = j.person_id)";

    /// <summary>Reads the register whole.</summary>
    /// <param name="dataSource">The application's role suffices.</param>
    /// <param name="keys">Of this register: see <see cref="Sealing.RegisterKeyCheck"/>.</param>
    /// <param name="elsewhere">Checkpoints that were kept elsewhere: only they show that the whole database was put back.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<ChainReport> RunAsync(
        NpgsqlDataSource dataSource,
        ChainKeys keys,
        IReadOnlyCollection<Checkpoint> elsewhere,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        return await RunAsync(connection, keys, elsewhere, cancellationToken);
    }

    /// <summary>The same over a connection, in its transaction.</summary>
    public static async Task<ChainReport> RunAsync(
        NpgsqlConnection connection,
        ChainKeys keys,
        IReadOnlyCollection<Checkpoint> elsewhere,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(elsewhere);
        var found = new Found();
        var (since, marks) = await ChainMarks.ReadAsync(connection, keys, found.Add, cancellationToken);
        var log = new TreeWalk(keys, found.Add);
        await log.RunAsync(connection, elsewhere, cancellationToken);
        foreach (var mark in log.Complete.Where(mark => !marks.Any(row => ChainKeys.Same(row, mark))))
            found.Add(new ChainFault("chain_complete", Convert.ToHexStringLower(mark)[..16], ChainFaultKind.Missing));
        var isComplete = since is not null || log.Complete.Count > 0;
        var (persons, rows, unchained, erased) = (0L, 0L, 0L, 0L);
        for (var last = Guid.Empty; ; )
        {
            var page = await ChainPages.ReadAsync(connection, Persons, last, Page, keys, cancellationToken);
            if (page.Count == 0)
                break;
            last = page[^1].Person;
            foreach (var person in page)
            {
                persons++;
                rows += person.Last;
                unchained += person.IsChained ? 0 : 1;
                erased += person.IsErased ? 1 : 0;
                log.Persons.Remove(person.Person, out var logged);
                foreach (var fault in person.Faults(keys, isComplete, logged))
                    found.Add(fault);
            }
        }

        foreach (var gone in log.Persons.Keys.Union(await OwnerlessAsync(connection, cancellationToken)).Order())
            found.Add(ChainFault.Person(gone, ChainFaultKind.Missing));
        var access = await AccessWalk.RunAsync(connection, keys, log.Access, isComplete, found.Add, cancellationToken);
        return new ChainReport(
            persons,
            rows,
            unchained,
            erased,
            since,
            log.Entries,
            access.Entries,
            access.Unchained,
            found.Listed,
            found.Count
        );
    }

    private static async Task<List<Guid>> OwnerlessAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var persons = new List<Guid>();
        await using var command = new NpgsqlCommand(Ownerless, connection) { CommandTimeout = 0 };
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
            persons.Add(row.GetGuid(0));
        return persons;
    }

    /// <summary>Each fault once, however many ways lead to it.</summary>
    private sealed class Found
    {
        private readonly HashSet<ChainFault> known = [];

        public List<ChainFault> Listed { get; } = [];

        public long Count { get; private set; }

        public void Add(ChainFault fault)
        {
            if (Listed.Count < ChainReport.Listed && !known.Add(fault))
                return;
            if (Count++ < ChainReport.Listed)
                Listed.Add(fault);
        }
    }
}
