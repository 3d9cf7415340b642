using System.Globalization;
using System.Text.Json;
using Grid.Domain.Counting;
using Grid.Domain.Counting.Reports;
using Grid.Domain.Json;
using Grid.Grains.Interfaces.Counting;
using Grid.Storage.Counting;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Reports;

/// <summary>
/// The stock of each leaf on the last day of a period: of open periods from the segments, of closed ones as it was stored when they were
/// closed.
/// </summary>
internal static class LeafStocks
{
    /// <summary>As the stock of any day, but for each leaf apart: $1 regions, $2 day, $3 and $4 the bands' days, $5 long-term.</summary>
    private const string SegmentsSql = """
        SELECT region, block, sex, education, width_bucket(birth_date, $3), width_bucket(registered_on, $4), count(*),
            count(*) FILTER (WHERE hardship_from <= $2 AND (hardship_to IS NULL OR hardship_to >= $2)),
            count(*) FILTER (WHERE benefit_from <= $2 AND (benefit_to IS NULL OR benefit_to >= $2)),
            count(*) FILTER (WHERE registered_on < $5)
        FROM count_segment
        WHERE region = ANY($1) AND from_on <= $2 AND (to_on IS NULL OR to_on > $2)
        GROUP BY 1, 2, 3, 4, 5, 6
        """;

    private const string StoredSql = "SELECT region, blocks FROM report_stock WHERE region = ANY($1) AND period = $2";

    private const int CommandSeconds = 120;

    public static async Task<Dictionary<string, IReadOnlyDictionary<CountBlock, ReportStock>>> ReadAsync(
        NpgsqlConnection connection,
        IReadOnlyList<LeafFigures> leaves,
        CountingPeriod period,
        StockBands bands,
        StockCache? cache,
        CancellationToken cancellationToken
    )
    {
        string[] closed = [.. leaves.Where(leaf => period <= leaf.Row.ClosedThrough).Select(leaf => leaf.Region)];
        var stocks = await StoredAsync(connection, closed, period, cancellationToken);
        string[] open = [.. leaves.Select(leaf => leaf.Region).Where(leaf => !stocks.ContainsKey(leaf))];
        var added = cache is null
            ? await OfSegmentsAsync(connection, open, period.Last, bands, cancellationToken)
            : await RememberedAsync(connection, open, period, bands, cache, cancellationToken);
        foreach (var (region, stock) in added)
            stocks.Add(region, stock);
        return stocks;
    }

    /// <summary>
    /// By leaf and block, at the end of a day, with everything that was folded until now. A leaf without persons in the stock is not
    /// included.
    /// </summary>
    public static async Task<Dictionary<string, IReadOnlyDictionary<CountBlock, ReportStock>>> OfSegmentsAsync(
        NpgsqlConnection connection,
        IReadOnlyCollection<string> leaves,
        DateOnly day,
        StockBands bands,
        CancellationToken cancellationToken
    )
    {
        if (leaves.Count == 0)
            return [];
        await using var command = new NpgsqlCommand(SegmentsSql, connection) { CommandTimeout = CommandSeconds };
        command.Parameters.AddWithValue(leaves.ToArray());
        command.Parameters.AddWithValue(day);
        command.Parameters.AddWithValue(StockDays.Ends(bands.Ages, years => StockDays.After(day, years, 12)));
        command.Parameters.AddWithValue(StockDays.Ends(bands.Months, months => StockDays.After(day, months, 1)));
        command.Parameters.AddWithValue(StockDays.After(day, bands.LongTermMonths, 1));
        var sums = new Dictionary<(string Region, CountBlock Block), BreakdownSum>();
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            var key = (row.GetString(0), (CountBlock)row.GetInt16(1));
            if (!sums.TryGetValue(key, out var sum))
                sums.Add(key, sum = new BreakdownSum(bands));
            sum.Add(
                row.GetInt16(2).ToString(CultureInfo.InvariantCulture),
                row.IsDBNull(3) ? FigureCell.None : row.GetString(3),
                row.IsDBNull(4) ? null : row.GetInt32(4),
                row.GetInt32(5),
                new StockPart(row.GetInt64(6), row.GetInt64(7), row.GetInt64(8), row.GetInt64(9))
            );
        }

        return sums.GroupBy(sum => sum.Key.Region, StringComparer.Ordinal)
            .ToDictionary(
                region => region.Key,
                region =>
                    (IReadOnlyDictionary<CountBlock, ReportStock>)region.ToDictionary(sum => sum.Key.Block, sum => Of(sum.Value.Result())),
                StringComparer.Ordinal
            );
    }

    /// <summary>Adds up the leaves that moved since, all within the caller's snapshot.</summary>
    private static async Task<Dictionary<string, IReadOnlyDictionary<CountBlock, ReportStock>>> RememberedAsync(
        NpgsqlConnection connection,
        string[] leaves,
        CountingPeriod period,
        StockBands bands,
        StockCache cache,
        CancellationToken cancellationToken
    )
    {
        var changes = await StockCache.ChangesAsync(connection, leaves, period, cancellationToken);
        var known = leaves.ToDictionary(leaf => leaf, leaf => cache.Find(leaf, period, changes[leaf]), StringComparer.Ordinal);
        string[] moved = [.. known.Where(leaf => leaf.Value is null).Select(leaf => leaf.Key)];
        var stocks = await OfSegmentsAsync(connection, moved, period.Last, bands, cancellationToken);
        foreach (var leaf in moved)
            cache.Keep(leaf, period, changes[leaf], stocks.GetValueOrDefault(leaf));
        foreach (var (leaf, stock) in known)
        {
            if (stock is not null)
                stocks.Add(leaf, stock);
        }

        return stocks;
    }

    /// <summary>Keeps the stock of leaves whose period is being closed: later facts move the segments, not the closed figures.</summary>
    public static async Task StoreAsync(
        NpgsqlConnection connection,
        IReadOnlyCollection<string> leaves,
        CountingPeriod period,
        StockBands bands,
        CancellationToken cancellationToken
    )
    {
        var stocks = await OfSegmentsAsync(connection, leaves, period.Last, bands, cancellationToken);
        var none = new Dictionary<CountBlock, ReportStock>();
        await using var command = new NpgsqlCommand(
            "INSERT INTO report_stock (region, period, blocks) SELECT region, $2, blocks FROM unnest($1, $3) AS stocks(region, blocks) ON CONFLICT DO NOTHING",
            connection
        );
        command.Parameters.AddWithValue(leaves.ToArray());
        command.Parameters.AddWithValue(period.ToString());
        command.Parameters.AddWithValue(
            NpgsqlDbType.Array | NpgsqlDbType.Jsonb,
            leaves.Select(leaf => JsonSerializer.Serialize(stocks.GetValueOrDefault(leaf) ?? none, DomainJson.Options)).ToArray()
        );
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<Dictionary<string, IReadOnlyDictionary<CountBlock, ReportStock>>> StoredAsync(
        NpgsqlConnection connection,
        string[] leaves,
        CountingPeriod period,
        CancellationToken cancellationToken
    )
    {
        var stocks = new Dictionary<string, IReadOnlyDictionary<CountBlock, ReportStock>>(StringComparer.Ordinal);
        if (leaves.Length == 0)
            return stocks;
        await using var command = new NpgsqlCommand(StoredSql, connection);
        command.Parameters.AddWithValue(leaves);
        command.Parameters.AddWithValue(period.ToString());
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            stocks.Add(
                row.GetString(0),
                JsonSerializer.Deserialize<Dictionary<CountBlock, ReportStock>>(row.GetString(1), DomainJson.Options)
                    ?? throw new JsonException("A stock is null.")
            );
        }

        return stocks;
    }

    private static ReportStock Of(StockBreakdown stock) =>
        new(stock.Total, stock.Sex, stock.Education, Bands(stock.Ages), Bands(stock.Months), stock.Hardship, stock.Benefit, stock.LongTerm);

    private static ReportBand[] Bands(IReadOnlyList<BandCount> bands) => [.. bands.Select(band => new ReportBand(band.From, band.Count))];
}
