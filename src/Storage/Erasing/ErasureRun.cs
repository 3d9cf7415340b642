using System.Runtime.CompilerServices;
using Grid.Domain.Calendar;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons.Commit;
using Grid.Storage.Chaining;
using Grid.Storage.Chaining.Checkpoints;
using Grid.Storage.Counting;
using Grid.Storage.Persons.State;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Erasing;

/// <summary>
/// Erases the personal data of those whose retention period is over. Each person, with the numbers that are linked to it, is one
/// transaction: a run that is killed at any moment has erased some of them wholly and the others not at all, and the next run goes on. The
/// register may run meanwhile: a commit that comes in between makes the person recent, and a grain with the old state in memory writes
/// nothing more and is dropped.
/// </summary>
/// <param name="owner">As the database's owner: no other role may change a journal.</param>
/// <param name="keys">Of this register.</param>
/// <param name="rules">The province's.</param>
/// <param name="clock">Dates the erasures.</param>
/// <param name="upgrades">For records that older versions wrote.</param>
public sealed class ErasureRun(
    NpgsqlDataSource owner,
    ChainKeys keys,
    RetentionRules rules,
    TimeProvider clock,
    IEnumerable<IStateUpgrade> upgrades
)
{
    private const int Page = 500;

    private readonly ErasureGroups groups = new(keys, upgrades);

    /// <summary>
    /// What would happen, without anything happening: each person whose period is over is erased in a transaction that is taken back, so
    /// that the numbers are exact.
    /// </summary>
    public IAsyncEnumerable<Erasure> PlanAsync(CancellationToken cancellationToken) => RunAsync(null, cancellationToken);

    /// <summary>Erases.</summary>
    /// <param name="by">Who ordered it, for the journal.</param>
    /// <param name="cancellationToken">Stops after the person at hand.</param>
    /// <exception cref="RetentionNotConfirmedException">The rules are not confirmed; nothing was erased.</exception>
    public IAsyncEnumerable<Erasure> EraseAsync(string by, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(by);
        return rules.Confirmed is null ? throw new RetentionNotConfirmedException(rules.Version) : RunAsync(by, cancellationToken);
    }

    /// <summary>
    /// Frees what was removed, and takes it out of the planner's statistics. Without a rewrite its bytes are in free parts of the files
    /// until something else is written there; with one they are gone, and the register waits while each table is rewritten.
    /// </summary>
    public async Task FreeAsync(bool rewrite, CancellationToken cancellationToken)
    {
        await using var connection = await owner.OpenConnectionAsync(cancellationToken);
        foreach (var sql in rewrite ? ErasureSql.Rewrite : ErasureSql.Vacuum)
            await ExecuteAsync(connection, sql, cancellationToken);
    }

    private async IAsyncEnumerable<Erasure> RunAsync(string? by, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var connection = await owner.OpenConnectionAsync(cancellationToken);
        await ExecuteAsync(connection, "SELECT pg_advisory_lock(hashtext('erasure_run'))", cancellationToken);
        try
        {
            // The register's clock decides what is over; the boundary is a day early, and each person is judged by the day.
            var today = ChinaTime.DateOf(clock.GetUtcNow());
            var before = ChinaTime.StartOf(today.AddYears(-rules.ShortestYears).AddDays(1));
            for (var last = Guid.Empty; ; )
            {
                var page = await CandidatesAsync(connection, last, before, cancellationToken);
                if (page.Count == 0)
                    break;
                last = page[^1];
                foreach (var person in page)
                {
                    if (await OneAsync(connection, person, today, by, cancellationToken) is { } one)
                        yield return one;
                }
            }
        }
        finally
        {
            // A pooled connection keeps its locks until it is used again.
            if (connection.FullState == System.Data.ConnectionState.Open)
                await ExecuteAsync(connection, "SELECT pg_advisory_unlock(hashtext('erasure_run'))", CancellationToken.None);
        }
    }

    /// <summary>One person with its linked numbers; null when the period is not over, or the person goes with another number.</summary>
    private async Task<Erasure?> OneAsync(
        NpgsqlConnection connection,
        Guid person,
        DateOnly today,
        string? by,
        CancellationToken cancellationToken
    )
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await groups.LockAsync(connection, transaction, person, cancellationToken) is not { } group)
            return null;
        var last = ChinaTime.DateOf(group.Max(one => one.Row.Row.WrittenAt));
        if (group[0].Record is not { } main)
            return new Erasure(PersonId.FromGuid(person), [], null, last, [ErasureObstacle.Unreadable], Nothing, false);
        var rule = ErasureRules.GroundOf(main) is { } ground ? rules.For(ground) : null;
        if (rule is null || today < rule.ErasableFrom(last))
            return null;
        var linked = group.Skip(1).Select(one => PersonId.FromGuid(one.Row.Person));
        var obstacles = await groups.ObstaclesAsync(connection, group, cancellationToken);
        var found = new Erasure(main.Id, [.. linked], rule, last, obstacles, Nothing, false);
        if (found.Obstacles.Count > 0)
            return found;
        var removed = await EraseAsync(connection, group, rule, last, by ?? "plan", cancellationToken);
        if (by is not null)
            await transaction.CommitAsync(cancellationToken);
        return found with { Removed = removed, IsErased = by is not null };
    }

    private async Task<IReadOnlyDictionary<string, long>> EraseAsync(
        NpgsqlConnection connection,
        IReadOnlyList<ErasureMember> group,
        RetentionRule rule,
        DateOnly last,
        string by,
        CancellationToken cancellationToken
    )
    {
        var persons = group.Select(one => one.Row.Person).ToArray();
        var removed = new SortedDictionary<string, long>(StringComparer.Ordinal)
        {
            ["count_segment"] = await ClearSegmentsAsync(connection, persons, cancellationToken),
            ["person"] = group.Count,
            ["journal"] = group.Sum(one => one.Row.Last),
        };
        foreach (var (table, sql) in ErasureSql.Others)
        {
#pragma warning disable CA2100 // Constants of the list.
            await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
            command.Parameters.AddWithValue(persons);
            if (sql.Contains("$2", StringComparison.Ordinal))
                command.Parameters.AddWithValue(new DateOnly(last.Year, last.Month, 1));
            if (await command.ExecuteNonQueryAsync(cancellationToken) is > 0 and var rows)
                removed[table] = rows;
        }

        var entries = new List<PersonEntry>(group.Count);
        foreach (var member in group)
            entries.Add(await EraseAsync(connection, member.Row, rule, last, by, cancellationToken));
        await TreeEntry.WriteAsync(connection, TreeEntry.OfPersons(entries), cancellationToken);
        return removed;
    }

    /// <summary>Journal and person: the erasure is an event, and its state is empty under a MAC that only the register can make.</summary>
    private async Task<PersonEntry> EraseAsync(
        NpgsqlConnection connection,
        ChainedPerson person,
        RetentionRule rule,
        DateOnly last,
        string by,
        CancellationToken cancellationToken
    )
    {
        var (now, commit) = (clock.GetUtcNow(), Guid.NewGuid());
        var head = person.Head is null ? null : Convert.ToHexStringLower(person.Head);
        var entry = new JournalEntry(
            person.Row.Sequence + 1,
            new PersonErased(rule.Id, rules.Version, last, head),
            ChinaTime.DateOf(now),
            null,
            new Actor(by, Role.Operator, null),
            now,
            null
        );
        var chain = await JournalClearing.RunAsync(connection, person.Person, entry, commit, keys, cancellationToken);
        var row = new StateMac(person.Person, person.Row.Version + 1, entry.Sequence, StateDocument.Schema, chain, commit, now);
        var mac = row.Of([], keys);
        await using (var command = new NpgsqlCommand(ErasureSql.Person, connection))
        {
            command.Parameters.AddWithValue(person.Person);
            command.Parameters.AddWithValue(person.Row.Version);
            command.Parameters.AddWithValue(row.Sequence);
            command.Parameters.AddWithValue(row.Schema);
            command.Parameters.AddWithValue(row.LastCommit);
            command.Parameters.AddWithValue(now.ToUniversalTime());
            command.Parameters.AddWithValue(chain);
            command.Parameters.AddWithValue(mac);
            if (await command.ExecuteNonQueryAsync(cancellationToken) != 1)
                throw new InvalidOperationException("The person's row changed while it was locked.");
        }

        await using var erased = new NpgsqlCommand(ErasureSql.Erased, connection);
        erased.Parameters.AddWithValue(person.Person);
        erased.Parameters.AddWithValue(row.Sequence);
        erased.Parameters.AddWithValue(entry.On);
        erased.Parameters.AddWithValue(now.ToUniversalTime());
        await erased.ExecuteNonQueryAsync(cancellationToken);
        return new PersonEntry(person.Person, row.Version, row.Sequence, mac);
    }

    private async Task<long> ClearSegmentsAsync(NpgsqlConnection connection, Guid[] persons, CancellationToken cancellationToken)
    {
        var (openedBy, sequences, ordinals, standings) = (new List<Guid>(), new List<long>(), new List<short>(), new List<byte[]>());
        await using (var command = new NpgsqlCommand(ErasureSql.Segments, connection))
        {
            command.Parameters.AddWithValue(persons);
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
            {
                var opener = PersonId.FromGuid(row.GetGuid(0));
                openedBy.Add(row.GetGuid(0));
                sequences.Add(row.GetInt64(1));
                ordinals.Add(row.GetInt16(2));
                var status = CountSeal.Open(row.GetFieldValue<byte[]>(3), keys.Ring, opener);
                standings.Add(CountSeal.Seal(status with { BirthDate = null }, opener, keys.Ring));
            }
        }

        await using var clear = new NpgsqlCommand(ErasureSql.ClearSegments, connection);
        clear.Parameters.AddWithValue(NpgsqlDbType.Array | NpgsqlDbType.Uuid, openedBy.ToArray());
        clear.Parameters.AddWithValue(NpgsqlDbType.Array | NpgsqlDbType.Bigint, sequences.ToArray());
        clear.Parameters.AddWithValue(NpgsqlDbType.Array | NpgsqlDbType.Smallint, ordinals.ToArray());
        clear.Parameters.AddWithValue(NpgsqlDbType.Array | NpgsqlDbType.Bytea, standings.ToArray());
        return await clear.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<List<Guid>> CandidatesAsync(
        NpgsqlConnection connection,
        Guid last,
        DateTimeOffset before,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(ErasureSql.Candidates, connection) { CommandTimeout = 0 };
        command.Parameters.AddWithValue(last);
        command.Parameters.AddWithValue(Page);
        command.Parameters.AddWithValue(before.ToUniversalTime());
        var persons = new List<Guid>(Page);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
            persons.Add(row.GetGuid(0));
        return persons;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
#pragma warning disable CA2100 // Constants of this folder.
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static readonly IReadOnlyDictionary<string, long> Nothing = new Dictionary<string, long>();
}
