using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Duties;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Storage.Searching;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Duties;

/// <summary>
/// The statements of worklists. A page is first found in one index, then its rows are fetched, so rows that are skipped cost no visit
/// to the table.
/// </summary>
internal sealed class WorklistSql(NpgsqlCommand command, SearchScope scope, DateOnly today, DateTimeOffset now)
{
    /// <summary>
    /// Regions with shorter codes are cities and provinces: their lists are read in the order of days, not office by office.
    /// </summary>
    private const int CountyDigits = 6;

    private const int CityDigits = 4;
    private const int ProvinceDigits = 2;

    private const string Order = "due, person_id, key";

    private static readonly short[] Kinds = [.. Enum.GetValues<DutyKind>().Select(kind => (short)kind)];

    /// <summary>The last day, the person and the key of the row after which the page begins.</summary>
    public (DateOnly Due, Guid Person, string Key)? After { get; init; }

    public string Page(WorklistFilter filter, int limit) =>
        $"""
            WITH page AS ({Keys(filter, limit)})
            SELECT d.person_id, {StoredNames.Columns}, d.key, d.kind, d.office, d.opened_on, d.due, d.provisional,
                d.overdue_since, d.escalated_to, d.claimed_by, d.claimed_until, d.snoozed_until
            FROM page JOIN duty AS d ON d.person_id = page.person_id AND d.key = page.key
                LEFT JOIN person_search AS s ON s.person_id = page.person_id LEFT JOIN person AS p ON p.person_id = page.person_id
            ORDER BY d.due, d.person_id, d.key
            """;

    /// <summary>
    /// By day: few of them, and their buckets are the caller's. A county's or a larger region's are kept: what was folded and what waits,
    /// in one snapshot.
    /// </summary>
    public string Counts() =>
        scope is { Office: null, RegionPrefix: { Length: 0 or ProvinceDigits or CityDigits or CountyDigits } area }
        && Prefix.IsWellFormed(area)
            ? $"""
                SELECT kind, due, sum(open)::bigint FROM (
                    SELECT kind, due, awake_from, open FROM duty_count WHERE area = {QueryValues.Add(command, area)}
                    UNION ALL SELECT kind, due, awake_from, change FROM duty_count_change WHERE {OfficeScope.Of(
                    scope,
                    command,
                    "county"
                )}) AS c
                WHERE awake_from <= {Day(today)} GROUP BY kind, due HAVING sum(open) <> 0
                """
            : $"SELECT kind, due, count(*) FROM duty WHERE {OfficeScope.Of(scope, command)} AND {Awake()} GROUP BY kind, due";

    /// <summary>As <see cref="Counts"/>, of several kept areas.</summary>
    public string CountsByArea(IReadOnlyList<string> areas)
    {
        var wanted = QueryValues.Add(command, areas.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text);
        return $"""
            SELECT area, kind, due, sum(open)::bigint FROM (
                SELECT area, kind, due, awake_from, open FROM duty_count WHERE area = ANY({wanted})
                UNION ALL SELECT a.area, c.kind, c.due, c.awake_from, c.change FROM duty_count_change AS c JOIN unnest({wanted}) AS a(area) ON left(c.county, length(a.area)) = a.area) AS c
            WHERE awake_from <= {Day(today)} GROUP BY area, kind, due HAVING sum(open) <> 0
            """;
    }

    /// <summary>As <see cref="Counts"/>, by office.</summary>
    public string CountsByOffice() =>
        $"SELECT office, kind, due, count(*) FROM duty WHERE {OfficeScope.Of(scope, command)} AND {Awake()} GROUP BY office, kind, due";

    private string Keys(WorklistFilter filter, int limit)
    {
        var conditions = new List<string> { OfficeScope.Of(scope, command), Awake() };
        if (BucketOf(filter.Bucket) is { } bucket)
            conditions.Add(bucket);
        if (After is var (due, person, key))
        {
            conditions.Add(
                $"({Order}) > ({Day(due)}, {QueryValues.Add(command, person, NpgsqlDbType.Uuid)}, {QueryValues.Add(command, key)})"
            );
        }

        if (filter.Unclaimed)
            conditions.Add($"(claimed_until IS NULL OR claimed_until <= {Now()})");
        if (filter.ClaimedBy is { } clerk)
            conditions.Add($"claimed_by = {QueryValues.Add(command, clerk)} AND claimed_until > {Now()}");
        if (filter.EscalatedTo is { } office)
            conditions.Add($"escalated_to = {QueryValues.Add(command, office)}");

        // Each kind's own first rows, of which the first of all are taken: every index is then read in order, and no further than a page.
        var inOrderByKind =
            filter.ClaimedBy is null
            && filter.EscalatedTo is null
            && (scope.Office is not null || scope.RegionPrefix?.Length < CountyDigits);
        if (inOrderByKind && filter.Kind is null)
        {
            return $"""
                SELECT k.* FROM unnest({QueryValues.Add(command, Kinds, NpgsqlDbType.Array | NpgsqlDbType.Smallint)}) AS kinds(one)
                CROSS JOIN LATERAL (
                    SELECT {Order} FROM duty WHERE kind = kinds.one AND {string.Join(
                    " AND ",
                    conditions
                )} ORDER BY {Order} LIMIT {limit}) AS k
                ORDER BY {Order} LIMIT {limit}
                """;
        }

        if (filter.Kind is { } kind)
            conditions.Add($"kind = {QueryValues.Add(command, (short)kind, NpgsqlDbType.Smallint)}");
        return $"SELECT {Order} FROM duty WHERE {string.Join(" AND ", conditions)} ORDER BY {Order} LIMIT {limit}";
    }

    /// <summary>Not postponed until after the day.</summary>
    private string Awake() => $"(snoozed_until IS NULL OR snoozed_until <= {Day(today)})";

    private string? BucketOf(WorklistBucket? bucket) =>
        bucket switch
        {
            null => null,
            WorklistBucket.Overdue => $"due < {Day(today)}",
            WorklistBucket.Today => $"due = {Day(today)}",
            WorklistBucket.Week => $"due > {Day(today)} AND due <= {Day(WorklistDays.EndOfWeek(today))}",
            WorklistBucket.Later => $"due > {Day(WorklistDays.EndOfWeek(today))}",
            _ => throw new ArgumentOutOfRangeException(nameof(bucket), bucket, "no bucket"),
        };

    private string Day(DateOnly day) => QueryValues.Add(command, day, NpgsqlDbType.Date);

    private string Now() => QueryValues.Add(command, now.ToUniversalTime(), NpgsqlDbType.TimestampTz);
}
