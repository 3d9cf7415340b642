using System.Globalization;
using Grid.Domain.Identity;
using Grid.Grains.Interfaces.Access;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Storage.Batching;
using Grid.Storage.Searching;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Access;

/// <summary>Pages of the access log, by the range of keys that the days asked for are.</summary>
public sealed class AccessReads(NpgsqlDataSource source) : IAccessReads
{
    private const int LargestPage = 200;
    private const int CommandSeconds = 25;

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
                SELECT id, at, actor, role, office, action, reason, filter, trace_id, person_ids FROM access_log
                WHERE {string.Join(" AND ", Conditions(filter, page, command))} ORDER BY id DESC LIMIT {size + 1}
                """;
#pragma warning restore CA2100
            var items = new List<AccessLine>(size);
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
            {
                if (items.Count == size)
                    return new Page<AccessLine>(items, Cursor.Of(items[^1].Id.ToString(CultureInfo.InvariantCulture)));
                items.Add(
                    new AccessLine(
                        row.GetInt64(0),
                        row.GetFieldValue<DateTimeOffset>(1),
                        row.GetString(2),
                        row.GetString(3),
                        TextOrNull(row, 4),
                        row.GetString(5),
                        TextOrNull(row, 6),
                        TextOrNull(row, 7),
                        TextOrNull(row, 8),
                        [.. row.GetFieldValue<Guid[]>(9).Select(PersonId.FromGuid)]
                    )
                );
            }

            return new Page<AccessLine>(items, null);
        });
    }

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
        if (filter.Person is { } person)
            conditions.Add($"{QueryValues.Add(command, person.ToGuid(), NpgsqlDbType.Uuid)} = ANY(person_ids)");
        if (Cursor.Read(page.After, 1) is [var last])
        {
            conditions.Add(
                $"id < {QueryValues.Add(command, long.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : throw new InvalidCursorException(), NpgsqlDbType.Bigint)}"
            );
        }

        return conditions;
    }

    private static string? TextOrNull(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
