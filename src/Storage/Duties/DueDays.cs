using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Duties;
using Grid.Storage.Batching;
using Grid.Storage.Searching;
using Npgsql;

namespace Grid.Storage.Duties;

/// <summary>
/// Open duties by their last days. Reads every duty that ends later than the day, which is seldom asked for and seldom short.
/// </summary>
public sealed class DueDays(NpgsqlDataSource source) : IDueDays
{
    private const int CommandSeconds = 25;

    /// <summary>A correction has the term of the application, which has a duty of its own.</summary>
    private const string From = """
        CASE WHEN d.kind = $1 THEN coalesce((SELECT r.opened_on FROM duty AS r WHERE r.person_id = d.person_id AND r.key = 'review'), d.opened_on) ELSE d.opened_on END
        """;

    /// <summary>$1 kind of corrections, $2 of follow-ups, $3 day, $4 and $5 the range of offices; null for all.</summary>
    private const string GroupsSql = $"""
        SELECT d.kind, left(d.office, 6), {From}, d.due, count(*) FROM duty AS d
        WHERE d.due >= $3 AND d.kind <> $2 AND ($4::text IS NULL OR (d.office >= $4 AND d.office < $5)) GROUP BY 1, 2, 3, 4
        """;

    /// <summary>$1 kind of corrections, $2 kinds, $3 counties, $4 from, $5 due, $6 limit.</summary>
    private const string CasesSql = $"""
        SELECT d.person_id, d.kind, d.office, g.from_on, d.due, coalesce(
            (SELECT number FROM registration AS r WHERE r.person_id = d.person_id AND r.status = 1),
            (SELECT number FROM application AS a WHERE a.person_id = d.person_id AND a.open ORDER BY submitted_at DESC LIMIT 1), '')
        FROM unnest($2, $3, $4, $5) AS g(kind, county, from_on, due)
        CROSS JOIN LATERAL (
            SELECT d.* FROM duty AS d
            WHERE d.kind = g.kind AND d.due = g.due AND d.office >= g.county COLLATE "C" AND d.office < (g.county || 'z') COLLATE "C" AND {From} = g.from_on
            ORDER BY d.person_id LIMIT $6) AS d
        ORDER BY d.due, d.person_id, d.kind LIMIT $6
        """;

    public Task<IReadOnlyList<DueGroup>> GroupsAsync(string prefix, DateOnly due, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        return StoreCall.RunAsync(async () =>
        {
            await using var command = Command(GroupsSql, (short)DutyKind.Correction, (short)DutyKind.FollowUp, due);
            command.Parameters.AddWithValue(prefix.Length == 0 ? DBNull.Value : prefix);
            command.Parameters.AddWithValue(
                prefix.Length == 0
                    ? DBNull.Value
                    : Prefix.EndOf(prefix) ?? throw new ArgumentException("No prefix of a region.", nameof(prefix))
            );
            var groups = new List<DueGroup>();
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
            {
                groups.Add(
                    new DueGroup(
                        (DutyKind)row.GetInt16(0),
                        row.GetString(1),
                        row.GetFieldValue<DateOnly>(2),
                        row.GetFieldValue<DateOnly>(3),
                        row.GetInt64(4)
                    )
                );
            }

            return (IReadOnlyList<DueGroup>)groups;
        });
    }

    public Task<IReadOnlyList<DueCase>> CasesAsync(IReadOnlyList<DueGroup> groups, int limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(groups);
        return StoreCall.RunAsync(async () =>
        {
            // The earliest groups have enough, each at least one.
            var first = groups.OrderBy(group => group.Due).ThenBy(group => group.County, StringComparer.Ordinal).Take(limit).ToList();
            await using var command = Command(
                CasesSql,
                (short)DutyKind.Correction,
                first.Select(group => (short)group.Kind).ToArray(),
                first.Select(group => group.County).ToArray(),
                first.Select(group => group.From).ToArray(),
                first.Select(group => group.Due).ToArray(),
                limit
            );
            var cases = new List<DueCase>();
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
            {
                cases.Add(
                    new DueCase(
                        PersonId.FromGuid(row.GetGuid(0)),
                        (DutyKind)row.GetInt16(1),
                        row.GetString(2),
                        row.GetFieldValue<DateOnly>(3),
                        row.GetFieldValue<DateOnly>(4),
                        row.GetString(5)
                    )
                );
            }

            return (IReadOnlyList<DueCase>)cases;
        });
    }

    private NpgsqlCommand Command(string sql, params object[] values)
    {
#pragma warning disable CA2100 // Constant texts; every value is a parameter.
        var command = source.CreateCommand(sql);
#pragma warning restore CA2100
        command.CommandTimeout = CommandSeconds;
        foreach (var value in values)
            command.Parameters.AddWithValue(value);
        return command;
    }
}
