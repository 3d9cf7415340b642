using System.Globalization;
using System.Runtime.InteropServices;
using Grid.Domain.Counting;
using Grid.Grains.Interfaces.Counting;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Storage.Reports;
using Grid.Storage.Sealing;
using Npgsql;

namespace Grid.Storage.Counting;

/// <summary>Stocks from <c>count_segment</c>, and the persons behind figures from <c>count_movement</c>.</summary>
public sealed class StockQueries(NpgsqlDataSource source, KeyRing ring) : IStockQueries
{
    /// <summary>
    /// $1 regions, $2 day, $3 births after which the ages are not reached, $4 registrations after which the months are not full, $5 the
    /// same of long-term. Everything in one pass over the persons in the stock; what is below the first band has the number of all bands.
    /// </summary>
    private const string OnSql = """
        SELECT block, sex, education, width_bucket(birth_date, $3), width_bucket(registered_on, $4), count(*),
            count(*) FILTER (WHERE hardship_from <= $2 AND (hardship_to IS NULL OR hardship_to >= $2)),
            count(*) FILTER (WHERE benefit_from <= $2 AND (benefit_to IS NULL OR benefit_to >= $2)),
            count(*) FILTER (WHERE registered_on < $5)
        FROM count_segment
        WHERE region = ANY($1) AND from_on <= $2 AND (to_on IS NULL OR to_on > $2)
        GROUP BY 1, 2, 3, 4, 5
        """;

    private const int CommandSeconds = 120;

    public Task<StockOnDay> OnAsync(IReadOnlyList<string> leaves, DateOnly day, StockBands bands, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(leaves);
        ArgumentNullException.ThrowIfNull(bands);
        return CountCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand(OnSql);
            command.CommandTimeout = CommandSeconds;
            command.Parameters.AddWithValue(leaves.ToArray());
            command.Parameters.AddWithValue(day);
            command.Parameters.AddWithValue(StockDays.Ends(bands.Ages, years => StockDays.After(day, years, 12)));
            command.Parameters.AddWithValue(StockDays.Ends(bands.Months, months => StockDays.After(day, months, 1)));
            command.Parameters.AddWithValue(StockDays.After(day, bands.LongTermMonths, 1));
            var blocks = new SortedDictionary<CountBlock, BreakdownSum>();
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
            {
                var block = (CountBlock)row.GetInt16(0);
                if (!blocks.TryGetValue(block, out var sum))
                    blocks.Add(block, sum = new BreakdownSum(bands));
                sum.Add(
                    row.GetInt16(1).ToString(CultureInfo.InvariantCulture),
                    row.IsDBNull(2) ? FigureCell.None : row.GetString(2),
                    row.IsDBNull(3) ? null : row.GetInt32(3),
                    row.GetInt32(4),
                    new StockPart(row.GetInt64(5), row.GetInt64(6), row.GetInt64(7), row.GetInt64(8))
                );
            }

            return new StockOnDay(day, blocks.ToDictionary(block => block.Key, block => block.Value.Result()));
        });
    }

    public Task<Page<FigurePerson>> PersonsAsync(FigureQuery query, PageRequest page, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(page);
        return CountCall.RunAsync(() => FigurePersons.PageAsync(source, ring, query, page, cancellationToken));
    }
}

/// <summary>Persons in the stock, and those of them with a certain property.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct StockPart(long Count, long Hardship, long Benefit, long LongTerm)
{
    public static StockPart operator +(StockPart one, StockPart other) =>
        new(one.Count + other.Count, one.Hardship + other.Hardship, one.Benefit + other.Benefit, one.LongTerm + other.LongTerm);
}
