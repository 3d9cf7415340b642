using Grid.Domain.Counting;
using Grid.Domain.Counting.Folding;
using Grid.Grains.Interfaces.Counting;
using Grid.Storage.Batching;
using Grid.Storage.Persons;
using Grid.Storage.Sealing;
using Npgsql;

namespace Grid.Storage.Counting;

/// <summary>
/// The counts of leaf regions in <c>region_count</c>, <c>count_figures</c>, <c>count_segment</c> and <c>count_movement</c>.
/// </summary>
public sealed class CountStore(NpgsqlDataSource source, KeyRing ring, TimeProvider clock, ICommitFaults? faults = null) : ICountStore
{
    /// <summary>
    /// Of one region: $1 region. Periods closed before the first open one are not read. Also whether entries wait, in the same snapshot.
    /// </summary>
    private const string LoadSql = """
        SELECT r.version, r.closed_through, r.as_of, f.period, f.opening, f.flows, one.waits
        FROM (SELECT $1 AS region, EXISTS (SELECT FROM count_entry WHERE region = $1) AS waits) AS one
            LEFT JOIN region_count AS r ON r.region = one.region
            LEFT JOIN count_figures AS f ON f.region = r.region AND f.office = '*' AND (r.closed_through IS NULL OR f.period > r.closed_through)
        """;

    /// <summary>
    /// $1 region, $2 period, $3 whether of the offices: the period's own rows, and where it is open those since the first open one.
    /// </summary>
    private const string PeriodSql = """
        SELECT r.version, r.closed_through, r.as_of, f.office, f.period, f.opening, f.flows
        FROM region_count AS r LEFT JOIN count_figures AS f
            ON f.region = r.region AND (f.office <> '*') = $3
            AND (f.period = $2 OR (f.period < $2 AND (r.closed_through IS NULL OR f.period > r.closed_through)))
        WHERE r.region = $1
        ORDER BY f.office, f.period
        """;

    /// <summary>$1 regions, $2 first and $3 last period. Only totals: a province's year has a million cells.</summary>
    private const string SeriesSql = """
        SELECT r.version, r.closed_through, r.as_of, r.region, f.period, count_totals(f.opening), count_totals(f.flows)
        FROM region_count AS r LEFT JOIN count_figures AS f
            ON f.region = r.region AND f.office = '*' AND f.period <= $3 AND (f.period >= $2 OR r.closed_through IS NULL OR f.period > r.closed_through)
        WHERE r.region = ANY($1)
        ORDER BY r.region, f.period
        """;

    private const string WaitingSql =
        "SELECT region, count(*), min(created_at) FROM count_entry WHERE created_at < $1 GROUP BY region ORDER BY region";

    /// <summary>An index gives the few regions of the entries that wait, however many wait.</summary>
    internal const string LeavesSql = """
        WITH RECURSIVE waiting AS (
            (SELECT region FROM count_entry ORDER BY region LIMIT 1)
            UNION ALL
            SELECT (SELECT e.region FROM count_entry AS e WHERE e.region > w.region ORDER BY e.region LIMIT 1) FROM waiting AS w WHERE w.region IS NOT NULL)
        SELECT region FROM region_count UNION SELECT region FROM waiting WHERE region IS NOT NULL ORDER BY 1
        """;

    private readonly RegionFolding folding = new(source, ring, clock, faults ?? new NoCommitFaults());

    public Task<LeafCounts> LoadAsync(string region, CancellationToken cancellationToken) =>
        CountCall.RunAsync(async () =>
        {
            // Taken before looking: where nothing waits, all that was committed before it is in the figures, however long ago the last
            // entry was folded.
            var moment = clock.GetUtcNow();
            await using var command = source.CreateCommand(LoadSql);
            command.Parameters.AddWithValue(region);
            var found = RegionRow.None;
            var waits = false;
            var opening = new Figures();
            var flows = new Dictionary<CountingPeriod, Figures>();
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
            {
                waits = row.GetBoolean(6);
                if (row.IsDBNull(0))
                    break;
                found = RegionRow.Of(row);
                if (row.IsDBNull(3))
                    continue;
                var period = FiguresText.Period(row.GetString(3));
                if (period == found.ClosedThrough?.Next)
                    opening = FiguresText.Read(row.GetString(4));
                if (FiguresText.Read(row.GetString(5)) is { IsEmpty: false } moved)
                    flows.Add(period, moved);
            }

            return new LeafCounts(
                region,
                found.Version,
                found.ClosedThrough,
                opening,
                flows,
                waits || found.AsOf > moment ? found.AsOf : moment
            );
        });

    public Task<IReadOnlyList<string>> LeavesAsync(CancellationToken cancellationToken) =>
        CountCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand(LeavesSql);
            var leaves = new List<string>();
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
                leaves.Add(row.GetString(0));
            return (IReadOnlyList<string>)leaves;
        });

    public Task<FoldPage> FoldAsync(string region, int limit, CancellationToken cancellationToken) =>
        CountCall.RunAsync(() => folding.FoldAsync(region, limit, cancellationToken));

    public Task<RegionFigures> PeriodAsync(string region, CountingPeriod period, CancellationToken cancellationToken) =>
        CountCall.RunAsync(async () =>
        {
            var (found, offices) = await PeriodRowsAsync(region, period, ofOffices: false, cancellationToken);
            var figures = offices.GetValueOrDefault(FoldDelta.Region) ?? new PeriodFigures(null);
            return new RegionFigures(
                region,
                period,
                figures.Opening(period),
                figures.Flows(period),
                period <= found.ClosedThrough,
                found.AsOf,
                found.Version
            );
        });

    public Task<IReadOnlyList<OfficeFigures>> OfficesAsync(string region, CountingPeriod period, CancellationToken cancellationToken) =>
        CountCall.RunAsync(async () =>
        {
            var (_, offices) = await PeriodRowsAsync(region, period, ofOffices: true, cancellationToken);
            return (IReadOnlyList<OfficeFigures>)
                [
                    .. offices
                        .Select(office => new OfficeFigures(office.Key, office.Value.Opening(period), office.Value.Flows(period)))
                        .Where(office => !office.Opening.IsEmpty || !office.Flows.IsEmpty),
                ];
        });

    public Task<IReadOnlyList<RegionFigures>> SeriesAsync(
        IReadOnlyList<string> leaves,
        CountingPeriod from,
        CountingPeriod to,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(leaves);
        return CountCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand(SeriesSql);
            command.Parameters.AddWithValue(leaves.ToArray());
            command.Parameters.AddWithValue(from.ToString());
            command.Parameters.AddWithValue(to.ToString());
            var regions = new Dictionary<string, (RegionRow Row, PeriodFigures Figures)>(StringComparer.Ordinal);
            await using (var row = await command.ExecuteReaderAsync(cancellationToken))
            {
                while (await row.ReadAsync(cancellationToken))
                {
                    if (!regions.TryGetValue(row.GetString(3), out var region))
                        regions.Add(row.GetString(3), region = (RegionRow.Of(row), new PeriodFigures(RegionRow.PeriodOrNull(row, 1))));
                    if (!row.IsDBNull(4))
                    {
                        region.Figures.Add(
                            FiguresText.Period(row.GetString(4)),
                            FiguresText.Read(row.GetString(5)),
                            FiguresText.Read(row.GetString(6))
                        );
                    }
                }
            }

            return (IReadOnlyList<RegionFigures>)SeriesOf(leaves, regions, from, to);
        });
    }

    public Task<IReadOnlyList<WaitingRegion>> WaitingAsync(DateTimeOffset writtenBefore, CancellationToken cancellationToken) =>
        CountCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand(WaitingSql);
            command.Parameters.AddWithValue(writtenBefore.ToUniversalTime());
            var waiting = new List<WaitingRegion>();
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
                waiting.Add(new WaitingRegion(row.GetString(0), row.GetInt64(1), row.GetFieldValue<DateTimeOffset>(2)));
            return (IReadOnlyList<WaitingRegion>)waiting;
        });

    private static List<RegionFigures> SeriesOf(
        IReadOnlyList<string> leaves,
        Dictionary<string, (RegionRow Row, PeriodFigures Figures)> regions,
        CountingPeriod from,
        CountingPeriod to
    )
    {
        var name = leaves is [var only] ? only : FoldDelta.Region;
        var closedThrough = leaves.Min(leaf => regions.TryGetValue(leaf, out var region) ? region.Row.ClosedThrough ?? default : default);
        var asOf = leaves.Min(leaf => regions.TryGetValue(leaf, out var region) ? region.Row.AsOf : RegionRow.None.AsOf);
        var version = regions.Values.Sum(region => region.Row.Version);
        var series = new List<RegionFigures>();
        for (var period = from; period <= to; period = period.Next)
        {
            series.Add(
                new RegionFigures(
                    name,
                    period,
                    Figures.Sum(regions.Values.Select(region => region.Figures.Opening(period))),
                    Figures.Sum(regions.Values.Select(region => region.Figures.Flows(period))),
                    period <= closedThrough,
                    asOf,
                    version
                )
            );
        }

        return series;
    }

    private async Task<(RegionRow Row, SortedDictionary<string, PeriodFigures> Offices)> PeriodRowsAsync(
        string region,
        CountingPeriod period,
        bool ofOffices,
        CancellationToken cancellationToken
    )
    {
        await using var command = source.CreateCommand(PeriodSql);
        command.Parameters.AddWithValue(region);
        command.Parameters.AddWithValue(period.ToString());
        command.Parameters.AddWithValue(ofOffices);
        var found = RegionRow.None;
        var offices = new SortedDictionary<string, PeriodFigures>(StringComparer.Ordinal);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            found = RegionRow.Of(row);
            if (row.IsDBNull(3))
                continue;
            if (!offices.TryGetValue(row.GetString(3), out var figures))
                offices.Add(row.GetString(3), figures = new PeriodFigures(found.ClosedThrough));
            figures.Add(FiguresText.Period(row.GetString(4)), FiguresText.Read(row.GetString(5)), FiguresText.Read(row.GetString(6)));
        }

        return (found, offices);
    }
}
