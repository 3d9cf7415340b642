using System.Globalization;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Duties;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Storage.Batching;
using Grid.Storage.Sealing;
using Grid.Storage.Searching;
using Npgsql;

namespace Grid.Storage.Duties;

/// <summary>
/// Worklists over the rows that commits leave for them. A duty is overdue here from its first late day on, whether a reminder ticked or
/// not.
/// </summary>
public sealed class Worklists(NpgsqlDataSource source, KeyRing ring, TimeProvider clock) : IWorklists
{
    private const int LargestPage = 200;
    private const int MostPersons = 10_000;

    public Task<Page<WorklistItem>> ListAsync(
        SearchScope scope,
        WorklistFilter filter,
        DateOnly today,
        PageRequest page,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(page);
        return StoreCall.RunAsync(() => PageAsync(scope, filter, today, page, cancellationToken));
    }

    public Task<IReadOnlyList<WorklistCount>> CountAsync(SearchScope scope, DateOnly today, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand();
            command.CommandText = new WorklistSql(command, scope, today, clock.GetUtcNow()).Counts();
            var counts = new SortedDictionary<(DutyKind, WorklistBucket), long>();
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
            {
                var group = ((DutyKind)row.GetInt16(0), WorklistDays.BucketOf(row.GetFieldValue<DateOnly>(1), today));
                counts[group] = counts.GetValueOrDefault(group) + row.GetInt64(2);
            }

            return (IReadOnlyList<WorklistCount>)
                [.. counts.Select(count => new WorklistCount(count.Key.Item1, count.Key.Item2, count.Value))];
        });
    }

    public Task<IReadOnlyList<WorklistAreaCount>> CountByAreaAsync(
        IReadOnlyList<string> areas,
        DateOnly today,
        CancellationToken cancellationToken
    ) => StoreCall.RunAsync(() => AreasAsync(new SearchScope(null, ""), sql => sql.CountsByArea(areas), today, cancellationToken));

    public Task<IReadOnlyList<WorklistAreaCount>> CountByOfficeAsync(SearchScope scope, DateOnly today, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return StoreCall.RunAsync(() => AreasAsync(scope, sql => sql.CountsByOffice(), today, cancellationToken));
    }

    public Task<IReadOnlyList<PersonId>> WithDutiesDueFromAsync(
        DateOnly from,
        PersonId? after,
        int limit,
        CancellationToken cancellationToken
    ) =>
        StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand(
                "SELECT DISTINCT person_id FROM duty WHERE person_id > $1 AND due >= $2 ORDER BY person_id LIMIT $3"
            );
            command.Parameters.AddWithValue(after?.ToGuid() ?? Guid.Empty);
            command.Parameters.AddWithValue(from);
            command.Parameters.AddWithValue(Math.Clamp(limit, 1, MostPersons));
            var persons = new List<PersonId>();
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
                persons.Add(PersonId.FromGuid(row.GetGuid(0)));
            return (IReadOnlyList<PersonId>)persons;
        });

    private async Task<IReadOnlyList<WorklistAreaCount>> AreasAsync(
        SearchScope scope,
        Func<WorklistSql, string> write,
        DateOnly today,
        CancellationToken cancellationToken
    )
    {
        await using var command = source.CreateCommand();
        command.CommandText = write(new WorklistSql(command, scope, today, clock.GetUtcNow()));
        var counts = new SortedDictionary<(string, DutyKind, WorklistBucket), long>();
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            var group = (row.GetString(0), (DutyKind)row.GetInt16(1), WorklistDays.BucketOf(row.GetFieldValue<DateOnly>(2), today));
            counts[group] = counts.GetValueOrDefault(group) + row.GetInt64(3);
        }

        return [.. counts.Select(count => new WorklistAreaCount(count.Key.Item1, count.Key.Item2, count.Key.Item3, count.Value))];
    }

    private async Task<Page<WorklistItem>> PageAsync(
        SearchScope scope,
        WorklistFilter filter,
        DateOnly today,
        PageRequest page,
        CancellationToken cancellationToken
    )
    {
        var size = Math.Clamp(page.Size, 1, LargestPage);
        await using var command = source.CreateCommand();
        command.CommandText = new WorklistSql(command, scope, today, clock.GetUtcNow()) { After = PlaceOf(page.After) }.Page(
            filter,
            size + 1
        );
        var items = new List<WorklistItem>(size);
        string? next = null;
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            if (items.Count == size)
            {
                next = CursorOf(items[^1]);
                break;
            }

            items.Add(Of(row));
        }

        return new Page<WorklistItem>(items, next);
    }

    private WorklistItem Of(NpgsqlDataReader row)
    {
        const int First = 1 + StoredNames.ColumnCount;
        var person = PersonId.FromGuid(row.GetGuid(0));
        return new(
            person,
            StoredNames.Read(row, 1, person, ring),
            row.GetString(First),
            (DutyKind)row.GetInt16(First + 1),
            row.GetString(First + 2),
            row.GetFieldValue<DateOnly>(First + 3),
            row.GetFieldValue<DateOnly>(First + 4),
            row.GetBoolean(First + 5),
            row.IsDBNull(First + 6) ? null : row.GetFieldValue<DateTimeOffset>(First + 6),
            row.IsDBNull(First + 7) ? null : row.GetString(First + 7),
            row.IsDBNull(First + 8) ? null : row.GetString(First + 8),
            row.IsDBNull(First + 9) ? null : row.GetFieldValue<DateTimeOffset>(First + 9),
            row.IsDBNull(First + 10) ? null : row.GetFieldValue<DateOnly>(First + 10)
        );
    }

    private static string CursorOf(WorklistItem item) =>
        Cursor.Of(item.Due.ToString("O", CultureInfo.InvariantCulture), item.Person.ToString(), item.Key);

    private static (DateOnly, Guid, string)? PlaceOf(string? cursor)
    {
        if (Cursor.Read(cursor, 3) is not [var due, var person, var key])
            return null;
        return
            DateOnly.TryParseExact(due, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && PersonId.TryParse(person, out var id)
            ? (day, id.ToGuid(), key)
            : throw new InvalidCursorException();
    }
}
