using Grid.Domain.Counting;
using Grid.Domain.Counting.Reports;
using Grid.Grains.Interfaces.Counting;
using Grid.Grains.Interfaces.Counting.Reports;
using Npgsql;

namespace Grid.Storage.Reports;

/// <summary>
/// Reads what a report is made of, over the caller's connection: in a snapshot for a draft, under the leaves' locks for a submission.
/// </summary>
internal static class ReportReader
{
    public static async Task<ReportInputs> ReadAsync(
        NpgsqlConnection connection,
        ReportScope scope,
        CountingPeriod period,
        StockBands bands,
        DraftCache? cache,
        CancellationToken cancellationToken
    )
    {
        var counts = await LeafFigures.ReadAsync(connection, scope.Leaves, period, cancellationToken);
        var stocks = await LeafStocks.ReadAsync(connection, counts, period, bands, cache?.Stocks, cancellationToken);
        var transfers = await InternalTransfers.ReadAsync(connection, scope.Leaves, period, cancellationToken);
        var services = cache is null
            ? await ServicesGiven.ReadAsync(connection, scope, period, cancellationToken)
            : await cache.Given.ReadAsync(connection, scope, period, cancellationToken);
        CountingPeriod[] compared = [period, period.Previous, period.YearBefore];
        var denominators = await DenominatorRows.LatestAsync(connection, scope.Region.Value, compared, cancellationToken);
        var before = await ReportRows.DocumentAsync(connection, scope.Region.Value, period.Previous, cancellationToken);
        return new ReportInputs(
            scope.Region.Value,
            period,
            [.. counts.Select(leaf => leaf.Of(period, stocks.GetValueOrDefault(leaf.Region)))],
            Shown(scope, counts, period),
            transfers,
            services,
            denominators.GetValueOrDefault(period),
            Past(counts, period.Previous, denominators),
            Past(counts, period.YearBefore, denominators),
            before is null ? null : ReportDocument.Read(before),
            Recount: null
        )
        {
            Platform = await PlatformDaysOfPeriod.ReadAsync(connection, scope.Leaves, period, cancellationToken),
        };
    }

    /// <summary>Without those that were over before the period and have no figures in it.</summary>
    private static Dictionary<string, IReadOnlyList<string>> Shown(
        ReportScope scope,
        IReadOnlyList<LeafFigures> counts,
        CountingPeriod period
    )
    {
        var moved = counts
            .Where(leaf => !leaf.Figures.Opening(period).IsEmpty || !leaf.Figures.Flows(period).IsEmpty)
            .Select(leaf => leaf.Region)
            .ToHashSet(StringComparer.Ordinal);
        return scope
            .Children.Where(child => !scope.Ended.Contains(child.Key) || child.Value.Any(moved.Contains))
            .ToDictionary(StringComparer.Ordinal);
    }

    private static PastInputs Past(
        IReadOnlyList<LeafFigures> counts,
        CountingPeriod period,
        Dictionary<CountingPeriod, Denominator> denominators
    ) =>
        new(
            period,
            Figures.Sum(counts.Select(leaf => leaf.Figures.Opening(period))),
            Figures.Sum(counts.Select(leaf => leaf.Figures.Flows(period))),
            denominators.GetValueOrDefault(period)
        );
}
