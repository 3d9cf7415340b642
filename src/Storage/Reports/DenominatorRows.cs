using Grid.Domain.Counting;
using Grid.Domain.Counting.Reports;
using Grid.Storage.Counting;
using Npgsql;

namespace Grid.Storage.Reports;

/// <summary>Rows of <c>denominator</c>.</summary>
internal static class DenominatorRows
{
    private const string LatestSql = """
        SELECT DISTINCT ON (period) period, urban_employed, source, as_of, estimated, entered_by, entered_at
        FROM denominator WHERE region = $1 AND period = ANY($2) ORDER BY period, id DESC
        """;

    private const string ListSql = """
        SELECT DISTINCT ON (region, period) period, urban_employed, source, as_of, estimated, entered_by, entered_at, region
        FROM denominator WHERE region = ANY($1) AND period >= $2 AND period <= $3 ORDER BY region, period, id DESC
        """;

    /// <summary>The latest of each region and period that has one, both periods inclusive.</summary>
    public static async Task<IReadOnlyList<Denominator>> LatestAsync(
        NpgsqlConnection connection,
        IReadOnlyCollection<string> regions,
        CountingPeriod from,
        CountingPeriod to,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(ListSql, connection);
        command.Parameters.AddWithValue(regions.ToArray());
        command.Parameters.AddWithValue(from.ToString());
        command.Parameters.AddWithValue(to.ToString());
        var found = new List<Denominator>();
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
            found.Add(Read(row, row.GetString(7), FiguresText.Period(row.GetString(0))));
        return found;
    }

    /// <summary>The latest of each period that has one.</summary>
    public static async Task<Dictionary<CountingPeriod, Denominator>> LatestAsync(
        NpgsqlConnection connection,
        string region,
        IReadOnlyCollection<CountingPeriod> periods,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(LatestSql, connection);
        command.Parameters.AddWithValue(region);
        command.Parameters.AddWithValue(periods.Select(period => period.ToString()).ToArray());
        var found = new Dictionary<CountingPeriod, Denominator>();
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            var period = FiguresText.Period(row.GetString(0));
            found.Add(period, Read(row, region, period));
        }

        return found;
    }

    private static Denominator Read(NpgsqlDataReader row, string region, CountingPeriod period) =>
        new(
            region,
            period,
            row.GetInt64(1),
            row.GetString(2),
            row.GetFieldValue<DateOnly>(3),
            row.GetBoolean(4),
            row.GetString(5),
            row.GetFieldValue<DateTimeOffset>(6)
        );
}
