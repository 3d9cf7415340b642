using Grid.Domain.Counting;
using Grid.Domain.Counting.Reports;
using Grid.Storage.Counting;
using Npgsql;

namespace Grid.Storage.Reports;

/// <summary>One leaf's stored figures, as far as a report needs them.</summary>
/// <param name="Waiting">Entries dated no later than the period's last day that are not folded.</param>
internal sealed record LeafFigures(string Region, RegionRow Row, long Waiting, PeriodFigures Figures)
{
    /// <summary>
    /// $1 regions, $2 the periods that are shown, $3 the report's period, $4 its last day. Of open periods also all before it, of which the
    /// opening is the sum; and the first open one, where the opening of all later ones is stored.
    /// </summary>
    private const string Sql = """
        SELECT one, coalesce(r.version, 0), r.closed_through, coalesce(r.as_of, '-infinity'), f.period, f.opening, f.flows,
            (SELECT count(*) FROM count_entry AS e WHERE e.region = one AND e.event_on <= $4)
        FROM unnest($1) AS regions(one)
        LEFT JOIN region_count AS r ON r.region = one
        LEFT JOIN count_figures AS f ON f.region = one AND f.office = '*'
            AND (f.period = ANY($2) OR (f.period < $3 AND (r.closed_through IS NULL OR f.period > r.closed_through)))
        ORDER BY one COLLATE "C", f.period
        """;

    public LeafInputs Of(CountingPeriod period, IReadOnlyDictionary<CountBlock, ReportStock>? stock) =>
        new(
            Region,
            Row.ClosedThrough,
            Row.Version,
            Waiting,
            Figures.Opening(period),
            Figures.Flows(period),
            Balance.NextOpening(Figures.Opening(period.Previous), Figures.Flows(period.Previous)),
            stock ?? new Dictionary<CountBlock, ReportStock>()
        );

    public static async Task<IReadOnlyList<LeafFigures>> ReadAsync(
        NpgsqlConnection connection,
        IReadOnlyList<string> leaves,
        CountingPeriod period,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(Sql, connection);
        command.Parameters.AddWithValue(leaves.ToArray());
        command.Parameters.AddWithValue(new[] { period, period.Previous, period.YearBefore }.Select(one => one.ToString()).ToArray());
        command.Parameters.AddWithValue(period.ToString());
        command.Parameters.AddWithValue(period.Last);
        var found = new List<LeafFigures>();
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            if (found.Count == 0 || found[^1].Region != row.GetString(0))
            {
                var counts = RegionRow.Of(row, 1);
                found.Add(new LeafFigures(row.GetString(0), counts, row.GetInt64(7), new PeriodFigures(counts.ClosedThrough)));
            }

            if (!row.IsDBNull(4))
            {
                found[^1]
                    .Figures.Add(
                        FiguresText.Period(row.GetString(4)),
                        FiguresText.Read(row.GetString(5)),
                        FiguresText.Read(row.GetString(6))
                    );
            }
        }

        return found;
    }
}
