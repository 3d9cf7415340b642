using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Domain.Policies;
using Grid.Grains.Interfaces.Persons.Commit;
using Grid.Grains.Interfaces.Policies;
using Grid.Storage.Batching;
using Grid.Storage.Persons.State;
using Grid.Storage.Sealing;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Policies;

/// <summary>
/// Reads the registered persons as a stream: what the statistics have in the clear under the pseudonymous id answers most conditions, and only
/// where it leaves the answer open is the person's record opened, a batch at a time. Memory does not grow with the register.
/// </summary>
public sealed class PolicyScan(NpgsqlDataSource source, KeyRing ring, IEnumerable<IStateUpgrade> upgrades) : IPolicyScan
{
    /// <summary>Records that are opened together.</summary>
    private const int Batch = 500;

    /// <summary>Persons that one page of a run looks at, most.</summary>
    private const int MostLooked = 20_000;

    /// <summary>What <see cref="Facts"/> reads, of <c>s</c>.</summary>
    private const string Columns =
        "s.sex, s.birth_date, s.education, s.reason, s.office, s.registered_on, s.unemployed_on, s.hardship_from, s.hardship_to, s.benefit_from, s.benefit_to, s.block";

    private readonly RecordOpening opening = new(ring, upgrades);

    public async Task<PolicyWhatIf> WhatIfAsync(PolicyRules rules, PolicyRule rule, DateOnly today, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rules);
        var matches = new Dictionary<string, long>(StringComparer.Ordinal);
        var (looked, opened, unreadable) = (0L, 0L, 0L);
        var open = new List<(Guid Person, string Leaf)>(Batch);
        Task<(int Unreadable, List<string> Leaves)>? under = null;
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(
            $"SELECT s.person_id, s.region, {Columns} FROM count_segment AS s WHERE s.to_on IS NULL",
            connection
        )
        {
            CommandTimeout = 0, // As long as the caller waits.
        };
        await using (var row = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await row.ReadAsync(cancellationToken))
            {
                looked++;
                var leaf = row.GetString(1);
                switch (rules.Holds(rule, Facts(row, 2, today)))
                {
                    case true:
                        Count(leaf);
                        break;
                    case null:
                        open.Add((row.GetGuid(0), leaf));
                        if (open.Count == Batch)
                            await NextAsync();
                        break;
                }
            }
        }

        await NextAsync();
        await NextAsync();
        return new PolicyWhatIf(looked, opened, unreadable, matches);

        void Count(string leaf) => matches[leaf] = matches.GetValueOrDefault(leaf) + 1;

        // One batch is opened while the next is gathered: no more than two are in memory.
        async Task NextAsync()
        {
            if (under is not null)
            {
                var (failed, leaves) = await under;
                unreadable += failed;
                leaves.ForEach(Count);
                under = null;
            }

            if (open.Count == 0)
                return;
            var batch = open.ToArray();
            opened += batch.Length;
            open.Clear();
            under = Task.Run(() => OpenAsync(batch, rules, rule, today, cancellationToken), cancellationToken);
        }
    }

    public Task<PolicyPage> PageAsync(
        PolicyRules rules,
        PolicyRule rule,
        DateOnly today,
        Guid? after,
        int most,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(rule);
        return StoreCall.RunAsync(async () =>
        {
            // Where the statistics have not counted the registration yet, all is open, and the record says it.
            await using var command = source.CreateCommand(
                $"""
                SELECT r.person_id, s.region, told.result, {Columns}
                FROM registration AS r
                LEFT JOIN count_segment AS s ON s.region = r.region AND s.number = r.number AND s.to_on IS NULL
                LEFT JOIN LATERAL (
                    SELECT v.result FROM service_record AS v
                    WHERE v.person_id = r.person_id AND v.code = $2 AND v.kind = {(short)ServiceRowKind.Rule} AND v.registration = r.number
                    ORDER BY v.sequence DESC LIMIT 1) AS told ON true
                WHERE r.status = {(int)RegistrationRowStatus.Active} AND r.person_id > $1
                ORDER BY r.person_id LIMIT {MostLooked}
                """
            );
            command.Parameters.AddWithValue(after ?? Guid.Empty);
            command.Parameters.AddWithValue(rule.Text.Id);
            var named = new List<PersonId>();
            var open = new List<(Guid Person, bool Told)>(Batch);
            var (looked, last) = (0, (Guid?)null);
            await using (var row = await command.ExecuteReaderAsync(cancellationToken))
            {
                while (named.Count + open.Count < most && open.Count < Batch && await row.ReadAsync(cancellationToken))
                {
                    looked++;
                    last = row.GetGuid(0);
                    var told = !row.IsDBNull(2) && row.GetString(2).StartsWith(ServiceRowKinds.Told, StringComparison.Ordinal);
                    var holds = row.IsDBNull(1) ? null : rules.Holds(rule, Facts(row, 3, today));
                    if (holds is null)
                        open.Add((last.Value, told));
                    else if (holds != told)
                        named.Add(PersonId.FromGuid(last.Value));
                }
            }

            var known = open.ToDictionary(one => one.Person, one => one.Told);
            await foreach (var (person, record) in ReadAsync([.. known.Keys], cancellationToken))
            {
                var holds = record is not null && PolicyFacts.Of(record, today) is { } facts && rules.Holds(rule, facts) == true;
                if (record is not null && holds != known[person])
                    named.Add(PersonId.FromGuid(person));
            }

            return new PolicyPage(named, last, looked);
        });
    }

    private async Task<(int Unreadable, List<string> Leaves)> OpenAsync(
        (Guid Person, string Leaf)[] batch,
        PolicyRules rules,
        PolicyRule rule,
        DateOnly today,
        CancellationToken cancellationToken
    )
    {
        var leaves = batch.ToDictionary(one => one.Person, one => one.Leaf);
        var (matched, read) = (new List<string>(), 0);
        await foreach (var (person, record) in ReadAsync([.. leaves.Keys], cancellationToken))
        {
            if (record is null)
                continue;
            read++;
            if (PolicyFacts.Of(record, today) is { } facts && rules.Holds(rule, facts) == true)
                matched.Add(leaves[person]);
        }

        return (leaves.Count - read, matched);
    }

    private async IAsyncEnumerable<(Guid Person, PersonRecord? Record)> ReadAsync(
        Guid[] persons,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        if (persons.Length == 0)
            yield break;
        await using var command = source.CreateCommand(
            "SELECT person_id, state_schema, state, data_key FROM person WHERE person_id = ANY ($1)"
        );
        command.Parameters.AddWithValue(persons);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            var person = row.GetGuid(0);
            yield return (
                person,
                opening.Open(
                    PersonId.FromGuid(person),
                    row.GetInt16(1),
                    row.GetFieldValue<byte[]>(2),
                    row.IsDBNull(3) ? null : row.GetFieldValue<byte[]>(3)
                )
            );
        }
    }

    private static PolicyFacts Facts(NpgsqlDataReader row, int at, DateOnly today)
    {
        return new PolicyFacts
        {
            Today = today,
            Sex = PolicyFacts.CodeOf(row.GetInt16(at), 1),
            BirthDate = Day(at + 1),
            Education = row.IsDBNull(at + 2) ? null : row.GetString(at + 2),
            Reason = PolicyFacts.CodeOf(row.GetInt16(at + 3), 2),
            Office = row.GetString(at + 4),
            RegisteredOn = row.GetFieldValue<DateOnly>(at + 5),
            UnemployedOn = row.GetFieldValue<DateOnly>(at + 6),
            Hardship = Contains(Day(at + 7), Day(at + 8)),
            DrawsBenefit = Contains(Day(at + 9), Day(at + 10)),
            ByReference = row.GetInt16(at + 11) is >= 3 and <= 6,
        };

        DateOnly? Day(int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateOnly>(column);
        bool Contains(DateOnly? from, DateOnly? to) => from <= today && (to is null || to >= today);
    }
}
