using System.Globalization;
using Grid.Domain.Calendar;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Access;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Storage.Batching;
using Grid.Storage.Sealing;
using Grid.Storage.Searching;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Access;

/// <summary>Pages of the access log, by the range of keys that the days asked for are.</summary>
public sealed class AccessReads(NpgsqlDataSource source, KeyRing ring) : IAccessReads
{
    private const int LargestPage = 200;
    private const int CommandSeconds = 25;
    private const string Columns = "id, at, actor, role, office, action, reason, filter, trace_id, person_ids, outcome, address, times";

    /// <summary>Keys are given shortly before a commit: they are in the order of time but for so much.</summary>
    private static readonly TimeSpan Disorder = TimeSpan.FromMinutes(1);

    public Task<Page<AccessLine>> ListAsync(AccessFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(page);
        return StoreCall.RunAsync(async () =>
        {
            var size = Math.Clamp(page.Size, 1, LargestPage);
            await using var command = source.CreateCommand();
            command.CommandTimeout = CommandSeconds;
#pragma warning disable CA2100 // Put together of constant parts; every value is a parameter.
            command.CommandText = $"""
                SELECT {Columns} FROM access_log
                WHERE {string.Join(" AND ", Conditions(filter, page, command))} ORDER BY id DESC LIMIT {size + 1}
                """;
#pragma warning restore CA2100
            return await PageAsync(command, size, cancellationToken);
        });
    }

    public Task<Page<AccessLine>> OfPersonAsync(IReadOnlyCollection<PersonId> person, PageRequest page, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(person);
        ArgumentNullException.ThrowIfNull(page);
        return StoreCall.RunAsync(async () =>
        {
            var size = Math.Clamp(page.Size, 1, LargestPage);
            await using var command = source.CreateCommand();
            Guid[] ids = [.. person.Select(one => one.ToGuid())];
            var numbers = QueryValues.Add(command, ids, NpgsqlDbType.Array | NpgsqlDbType.Uuid);
            var before = Before(page, command) is { } last ? "AND " + last : "";
#pragma warning disable CA2100 // Put together of constant parts; every value is a parameter.
            command.CommandText = OfPersonSql(numbers, before, size + 1);
#pragma warning restore CA2100
            return await PageAsync(command, size, cancellationToken);
        });
    }

    public Task<IReadOnlyList<ReaderFigures>> ReadersAsync(ReadersQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return StoreCall.RunAsync<IReadOnlyList<ReaderFigures>>(async () =>
        {
            await using var command = source.CreateCommand();
            command.CommandTimeout = CommandSeconds;
            var filter = new AccessFilter(query.Scope, ChinaTime.StartOf(query.From), ChinaTime.EndOf(query.To), null, null, null);
            var conditions = string.Join(" AND ", Conditions(filter, new PageRequest(1, null), command));
            var days = QueryValues.Add(command, query.WorkingDays.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Date);
            var opens = QueryValues.Add(command, query.Opens, NpgsqlDbType.Integer);
            var closes = QueryValues.Add(command, query.Closes, NpgsqlDbType.Integer);
#pragma warning disable CA2100 // Put together of constant parts; every value is a parameter.
            command.CommandText = $"""
                WITH entry AS MATERIALIZED (
                    SELECT actor, role, office, at, action, outcome, times, surname_mark, home_mark,
                        CASE WHEN cardinality(person_ids) = 1 THEN person_ids[1] END AS person, cardinality(person_ids) > 0 AND outcome IN ('shown', 'outOfReach') AS reads,
                        extract(hour FROM at AT TIME ZONE 'Asia/Shanghai') AS hour, (at AT TIME ZONE 'Asia/Shanghai')::date AS day
                    FROM access_log WHERE {conditions} AND role <> 'anonymous'
                ), mark AS (
                    SELECT actor, max(persons) FILTER (WHERE kind = 1) AS surname, max(persons) FILTER (WHERE kind = 2) AS home
                    FROM (
                        SELECT actor, kind, count(DISTINCT person) AS persons
                        FROM (SELECT actor, person, 1 AS kind, surname_mark AS mark FROM entry WHERE reads UNION ALL SELECT actor, person, 2, home_mark FROM entry WHERE reads) AS look
                        WHERE mark IS NOT NULL GROUP BY actor, kind, mark) AS share
                    GROUP BY actor
                ), reader AS (
                    SELECT actor, role, office,
                        coalesce(sum(times) FILTER (WHERE reads), 0) AS reads,
                        count(DISTINCT person) FILTER (WHERE reads) AS persons,
                        count(*) FILTER (WHERE action IN ('persons.reveal', 'platform-applications.reveal') AND outcome = 'shown') AS reveals,
                        count(*) FILTER (WHERE action = 'persons.search' AND outcome IN ('shown', 'outOfReach')) AS searches,
                        coalesce(sum(times) FILTER (WHERE outcome IN ('notSignedIn', 'notAllowed', 'outOfReach', 'notFound', 'pairFailed')), 0) AS denied,
                        coalesce(sum(times) FILTER (WHERE outcome = 'limited'), 0) AS limited,
                        coalesce(sum(times) FILTER (WHERE reads AND (hour >= 22 OR hour < 6)), 0) AS night,
                        coalesce(sum(times) FILTER (WHERE reads AND (hour < {opens} OR hour >= {closes} OR day <> ALL ({days}))), 0) AS off_hours,
                        max(at) AS last_at
                    FROM entry GROUP BY actor, role, office
                )
                SELECT r.actor, r.role, r.office, r.reads, r.persons, r.reveals, r.searches, r.denied, r.limited, r.night, r.off_hours, coalesce(m.surname, 0),
                    coalesce(m.home, 0), r.last_at
                FROM reader AS r LEFT JOIN mark AS m USING (actor) ORDER BY r.actor, r.role, r.office
                """;
#pragma warning restore CA2100
            var readers = new List<ReaderFigures>();
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
            {
                var role = Enum.TryParse<Role>(row.GetString(1), ignoreCase: true, out var known) ? known : Role.Anonymous;
                readers.Add(
                    new ReaderFigures(
                        new Actor(row.GetString(0), role, TextOrNull(row, 2)),
                        row.GetInt64(3),
                        row.GetInt64(4),
                        row.GetInt64(5),
                        row.GetInt64(6),
                        row.GetInt64(7),
                        row.GetInt64(8),
                        row.GetInt64(9),
                        row.GetInt64(10),
                        row.GetInt64(11),
                        row.GetInt64(12),
                        row.GetFieldValue<DateTimeOffset>(13)
                    )
                );
            }

            return readers;
        });
    }

    private async Task<Page<AccessLine>> PageAsync(NpgsqlCommand command, int size, CancellationToken cancellationToken)
    {
        var items = new List<AccessLine>(size);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            if (items.Count == size)
                return new Page<AccessLine>(items, Cursor.Of(items[^1].Id.ToString(CultureInfo.InvariantCulture)));
            items.Add(Line(row));
        }

        return new Page<AccessLine>(items, null);
    }

    /// <summary>The conditions are those of the partial indexes, word for word.</summary>
    internal static string OfPersonSql(string numbers, string before, int rows) =>
        $"""
            (SELECT {Columns} FROM access_log WHERE cardinality(person_ids) = 1 AND person_ids[1] = ANY({numbers}) {before} ORDER BY id DESC LIMIT {rows})
            UNION ALL
            (SELECT {Columns} FROM access_log
             WHERE cardinality(person_ids) > 1 AND (reason IS NOT NULL OR action = 'persons.search' OR outcome <> 'shown')
                 AND person_ids && {numbers} {before} ORDER BY id DESC LIMIT {rows})
            ORDER BY id DESC LIMIT {rows}
            """;

    private AccessLine Line(NpgsqlDataReader row) =>
        new(
            row.GetInt64(0),
            row.GetFieldValue<DateTimeOffset>(1),
            row.GetString(2),
            row.GetString(3),
            TextOrNull(row, 4),
            row.GetString(5),
            TextSeal.Open(TextOrNull(row, 6), ring, AccessLog.ReasonColumn),
            TextOrNull(row, 7),
            TextOrNull(row, 8),
            [.. row.GetFieldValue<Guid[]>(9).Select(PersonId.FromGuid)]
        )
        {
            Outcome = row.GetString(10),
            Address = TextOrNull(row, 11),
            Times = row.GetInt32(12),
        };

    private static List<string> Conditions(AccessFilter filter, PageRequest page, NpgsqlCommand command)
    {
        string Moment(DateTimeOffset at) => QueryValues.Add(command, at.ToUniversalTime(), NpgsqlDbType.TimestampTz);
        var conditions = new List<string>
        {
            $"id >= (SELECT grid_access_id_from({Moment(filter.From - Disorder)}))",
            $"id < (SELECT grid_access_id_from({Moment(filter.To + Disorder)}))",
            $"at >= {Moment(filter.From)}",
            $"at < {Moment(filter.To)}",
            OfficeScope.Of(filter.Scope, command),
        };
        if (filter.Actor is { } actor)
            conditions.Add($"actor = {QueryValues.Add(command, actor)}");
        if (filter.Action is { } action)
            conditions.Add($"action = {QueryValues.Add(command, action)}");
        if (filter.Outcome is { } outcome)
            conditions.Add($"outcome = {QueryValues.Add(command, EnumName.Of(outcome))}");
        if (filter.Person is { } person)
            conditions.Add($"{QueryValues.Add(command, person.ToGuid(), NpgsqlDbType.Uuid)} = ANY(person_ids)");
        if (Before(page, command) is { } before)
            conditions.Add(before);

        return conditions;
    }

    private static string? Before(PageRequest page, NpgsqlCommand command)
    {
        if (Cursor.Read(page.After, 1) is not [var last])
            return null;
        return long.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? $"id < {QueryValues.Add(command, id, NpgsqlDbType.Bigint)}"
            : throw new InvalidCursorException();
    }

    private static string? TextOrNull(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
