using System.Data;
using Npgsql;

namespace Grid.Storage.Chaining;

/// <summary>
/// Names each row of journal and persons that is not as the register wrote it, in one snapshot. It needs the register key; whoever has only
/// the database can neither make a MAC nor use one for another row.
/// </summary>
public static class ChainCheck
{
    private const int Page = 500;

    private const string Persons = $"SELECT {ChainedPerson.Columns} FROM person WHERE person_id > $1 ORDER BY person_id LIMIT $2";

    private const string Ownerless =
        "SELECT DISTINCT person_id FROM journal AS j WHERE NOT EXISTS (SELECT FROM person AS p WHERE p.person_id = j.person_id) LIMIT 1000";

    /// <summary>Reads the register whole.</summary>
    /// <param name="dataSource">The application's role suffices.</param>
    /// <param name="keys">Of this register: see <see cref="Sealing.RegisterKeyCheck"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<ChainReport> RunAsync(NpgsqlDataSource dataSource, ChainKeys keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        return await RunAsync(connection, keys, cancellationToken);
    }

    /// <summary>The same over a connection, in its transaction.</summary>
    public static async Task<ChainReport> RunAsync(NpgsqlConnection connection, ChainKeys keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(keys);
        var (faults, count) = (new List<ChainFault>(), 0L);
        var marks = await ChainMarks.ReadAsync(connection, keys, Add, cancellationToken);
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
                foreach (var fault in person.Faults(keys, marks is not null))
                    Add(fault);
            }
        }

        await using var ownerless = new NpgsqlCommand(Ownerless, connection) { CommandTimeout = 0 };
        await using var row = await ownerless.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
            Add(ChainFault.Person(row.GetGuid(0), ChainFaultKind.Missing));
        return new ChainReport(persons, rows, unchained, erased, marks, faults, count);

        void Add(ChainFault fault)
        {
            if (count++ < ChainReport.Listed)
                faults.Add(fault);
        }
    }
}
