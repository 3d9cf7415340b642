using System.Globalization;
using Grid.Domain.Counting;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Grains.Interfaces.Counting;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Storage.Sealing;
using Grid.Storage.Searching;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Counting;

/// <summary>
/// The persons behind a cell, from the movements that make it up: as many rows as the cell says. In order of leaf and registration number;
/// leaf by leaf, so that each page is read from an index in its order and no further than it needs.
/// </summary>
internal static class FigurePersons
{
    private const int LargestPage = 200;

    /// <summary>What a movement does to the stock.</summary>
    private const string Effect = "CASE WHEN measure IN ('new', 'transferredIn', 'adjustedIn') THEN sign ELSE -sign END";

    public static async Task<Page<FigurePerson>> PageAsync(
        NpgsqlDataSource source,
        KeyRing ring,
        FigureQuery query,
        PageRequest page,
        CancellationToken cancellationToken
    )
    {
        var size = Math.Clamp(page.Size, 1, LargestPage);
        var after = PlaceOf(page.After);
        var found = new List<Row>(size + 1);
        if (CellCondition.IsCell(query.Cell))
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            foreach (var leaf in query.Leaves.Order(StringComparer.Ordinal))
            {
                if (after is { } place && string.CompareOrdinal(leaf, place.Region) < 0)
                    continue;
                await AddAsync(
                    connection,
                    ring,
                    query,
                    leaf,
                    after is { } start && start.Region == leaf ? start : null,
                    size + 1 - found.Count,
                    found,
                    cancellationToken
                );
                if (found.Count > size)
                    break;
            }
        }

        var items = found.Take(size).ToList();
        return new Page<FigurePerson>([.. items.Select(item => item.Person)], found.Count > size ? CursorOf(items[^1]) : null);
    }

    private static async Task AddAsync(
        NpgsqlConnection connection,
        KeyRing ring,
        FigureQuery query,
        string leaf,
        Place? after,
        int limit,
        List<Row> found,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand { Connection = connection, CommandTimeout = 60 };
        var stock = query.Cell.Measure is Measure.Opening or Measure.Closing;
        var conditions = Conditions(command, query, leaf);
        var number = QueryValues.Add(command, after?.Number ?? "");
        var copy = QueryValues.Add(command, after?.Copy ?? 0, NpgsqlDbType.Integer);
#pragma warning disable CA2100 // Put together of constant parts; every value is a parameter.
        command.CommandText = $"""
            WITH net AS (
                SELECT number, sum({(stock ? Effect : "sign")}) AS n FROM count_movement
                WHERE {conditions} AND number >= {number}
                GROUP BY number HAVING sum({(stock ? Effect : "sign")}) > 0
                ORDER BY number LIMIT {limit + 1})
            SELECT net.number, moved.copy, coalesce(r.person_id, moved.person_id), moved.office, moved.on_date, j.event, moved.sequence, {StoredNames.Columns}
            FROM net
            CROSS JOIN LATERAL (
                SELECT person_id, sequence, office, on_date,
                    row_number() OVER (ORDER BY on_date DESC, sequence DESC, ordinal DESC, part DESC)::int AS copy
                FROM count_movement
                WHERE {conditions} AND number = net.number AND {(stock ? Effect : "sign")} > 0
                ORDER BY copy LIMIT net.n) AS moved
            LEFT JOIN registration AS r ON r.number = net.number
            LEFT JOIN person_search AS s ON s.person_id = coalesce(r.person_id, moved.person_id)
            LEFT JOIN person AS p ON p.person_id = coalesce(r.person_id, moved.person_id)
            LEFT JOIN journal AS j ON j.person_id = moved.person_id AND j.sequence = moved.sequence
            WHERE (net.number, moved.copy) > ({number}, {copy})
            ORDER BY net.number, moved.copy LIMIT {limit}
            """;
#pragma warning restore CA2100
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            var registration = row.GetString(0);
            var person = PersonId.FromGuid(row.GetGuid(2));
            found.Add(
                new Row(
                    new Place(leaf, registration, row.GetInt32(1)),
                    new FigurePerson(
                        person,
                        StoredNames.Read(row, 7, person, ring)?.Value,
                        row.GetString(3),
                        RegistrationNumber.Parse(registration),
                        row.GetFieldValue<DateOnly>(4),
                        string.Create(CultureInfo.InvariantCulture, $"{(row.IsDBNull(5) ? "" : row.GetString(5))}/{row.GetInt64(6)}")
                    )
                )
            );
        }
    }

    /// <summary>A stock is what all periods until then left.</summary>
    private static string Conditions(NpgsqlCommand command, FigureQuery query, string leaf)
    {
        var period = QueryValues.Add(command, query.Period.ToString());
        var conditions = new List<string>
        {
            $"region = {QueryValues.Add(command, leaf)}",
            $"block = {QueryValues.Add(command, (short)query.Cell.Block, NpgsqlDbType.Smallint)}",
            CellCondition.Of(query.Cell, command),
        };
        conditions.Add(
            query.Cell.Measure switch
            {
                Measure.Opening => $"period < {period}",
                Measure.Closing => $"period <= {period}",
                var measure => $"period = {period} AND measure = {QueryValues.Add(command, Domain.Text.EnumName.Of(measure))}",
            }
        );
        if (query.Office is { } office)
            conditions.Add($"office = {QueryValues.Add(command, office)}");
        return string.Join(" AND ", conditions);
    }

    private static string CursorOf(Row last) =>
        Cursor.Of(last.Place.Region, last.Place.Number, last.Place.Copy.ToString(CultureInfo.InvariantCulture));

    private static Place? PlaceOf(string? cursor) =>
        Cursor.Read(cursor, 3) switch
        {
            null => null,
            [var region, var number, var copy] when int.TryParse(copy, NumberStyles.None, CultureInfo.InvariantCulture, out var n) =>
                new Place(region, number, n),
            _ => throw new InvalidCursorException(),
        };

    private sealed record Place(string Region, string Number, int Copy);

    private sealed record Row(Place Place, FigurePerson Person);
}
