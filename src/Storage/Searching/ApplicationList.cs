using System.Globalization;
using System.Text.Json;
using Grid.Domain.Calendar;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Storage.Batching;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Searching;

/// <summary>
/// The worklists of open applications. They read the due column itself and wait for no reminder: an application is overdue here from the
/// first moment it is.
/// </summary>
public sealed class ApplicationList(NpgsqlDataSource source, TimeProvider clock) : IApplicationList
{
    private const int LargestPage = 200;

    public Task<Page<ApplicationListItem>> OpenAsync(
        SearchScope scope,
        bool overdueOnly,
        PageRequest page,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(page);
        return StoreCall.RunAsync(async () =>
        {
            await using var batch = source.CreateBatch();
            batch.BatchCommands.Add(Count(scope, overdueOnly));
            var size = Math.Clamp(page.Size, 1, LargestPage);
            batch.BatchCommands.Add(Page(scope, overdueOnly, page.After, size));
            await using var row = await batch.ExecuteReaderAsync(cancellationToken);
            await row.ReadAsync(cancellationToken);
            var total = row.GetInt64(0);
            await row.NextResultAsync(cancellationToken);
            var items = new List<ApplicationListItem>(size);
            var more = false;
            while (!more && await row.ReadAsync(cancellationToken))
            {
                if (items.Count == size)
                    more = true;
                else
                    items.Add(Of(row));
            }

            return new Page<ApplicationListItem>(items, more ? CursorOf(items[^1]) : null) { Total = total };
        });
    }

    private NpgsqlBatchCommand Count(SearchScope scope, bool overdueOnly)
    {
        var command = new NpgsqlCommand();
        return Batch(command, $"SELECT count(*) FROM application WHERE {Conditions(command, scope, overdueOnly)}");
    }

    private NpgsqlBatchCommand Page(SearchScope scope, bool overdueOnly, string? after, int size)
    {
        var command = new NpgsqlCommand();
        var conditions = Conditions(command, scope, overdueOnly);
        if (Cursor.Read(after, 2) is [var due, var number])
        {
            conditions +=
                $" AND (review_due, number) > ({QueryValues.Add(command, DayOf(due), NpgsqlDbType.Date)}, {QueryValues.Add(command, number)})";
        }

        return Batch(
            command,
            $"""
            SELECT number, person_id, status, office, submitted_at, review_due, overdue_since, escalated_to FROM application
            WHERE {conditions} ORDER BY review_due, number LIMIT {size + 1}
            """
        );
    }

    private string Conditions(NpgsqlCommand command, SearchScope scope, bool overdueOnly)
    {
        var conditions = $"open AND {OfficeScope.Of(scope, command)}";
        return overdueOnly ? $"{conditions} AND review_due < {QueryValues.Add(command, clock.Today(), NpgsqlDbType.Date)}" : conditions;
    }

    private static DateOnly DayOf(string text) =>
        DateOnly.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new InvalidCursorException();

    private static NpgsqlBatchCommand Batch(NpgsqlCommand parts, string sql)
    {
        using (parts)
        {
#pragma warning disable CA2100 // Put together of constant parts; every value is a parameter.
            var command = new NpgsqlBatchCommand(sql);
#pragma warning restore CA2100
            foreach (var parameter in parts.Parameters.ToArray())
            {
                parts.Parameters.Remove(parameter);
                command.Parameters.Add(parameter);
            }

            return command;
        }
    }

    private static ApplicationListItem Of(NpgsqlDataReader row) =>
        new(
            ApplicationNumber.Parse(row.GetString(0)),
            PersonId.FromGuid(row.GetGuid(1)),
            JsonSerializer.Deserialize<ApplicationStatus>($"\"{row.GetString(2)}\""),
            row.GetString(3),
            row.GetFieldValue<DateTimeOffset>(4),
            row.GetFieldValue<DateOnly>(5),
            row.IsDBNull(6) ? null : row.GetFieldValue<DateTimeOffset>(6),
            row.IsDBNull(7) ? null : row.GetString(7)
        );

    private static string CursorOf(ApplicationListItem item) =>
        Cursor.Of(item.ReviewDue.ToString("O", CultureInfo.InvariantCulture), item.Number.Value);
}
