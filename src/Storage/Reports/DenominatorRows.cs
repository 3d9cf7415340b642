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

    /// <summary>The latest of each period that has one.</summary>
    public static async Task<Dictionary<CountingPeriod, Denominator>> LatestAsync(
        NpgsqlConnection connection, string region, IReadOnlyCollection<CountingPeriod> periods, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(LatestSql, connection);
        command.Parameters.AddWithValue(region);
        command.Parameters.AddWithValue(periods.Select(period => period.ToString()).ToArray());
        var found = new Dictionary<CountingPeriod, Denominator>();
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            var period = FiguresText.Period(row.GetString(0));
            found.Add(period, new Denominator(
                region, period, row.GetInt64(1), row.GetString(2), row.GetFieldValue<DateOnly>(3), row.GetBoolean(4), row.GetString(5), row.GetFieldValue<DateTimeOffset>(6)));
        }

        return found;
    }
}
