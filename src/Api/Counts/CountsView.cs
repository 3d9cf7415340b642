using Grid.Domain.Codes;
using Grid.Domain.Counting;
using Grid.Domain.Regions;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Counting;

namespace Grid.Api.Counts;

/// <summary>A region's figures of a period.</summary>
/// <param name="Closed">The period is closed here: later facts are adjustments of another.</param>
/// <param name="AsOf">Everything committed before this moment is in the figures.</param>
/// <param name="LagSeconds">How long ago that is.</param>
/// <param name="Version">Rises with the figures.</param>
/// <param name="Blocks">Urban is the stock of the statistics; the other blocks are listed beside it.</param>
/// <param name="Children">The regions directly below; none for a leaf.</param>
public sealed record CountsView(
    string Region,
    string Name,
    string? NameEn,
    PeriodView Period,
    bool Closed,
    DateTimeOffset AsOf,
    double LagSeconds,
    long Version,
    IReadOnlyDictionary<string, BlockView> Blocks,
    IReadOnlyList<ChildCounts> Children
)
{
    internal static CountsView Of(
        Region region,
        RegionFigures figures,
        IReadOnlyList<ChildCounts> children,
        DateTimeOffset now,
        DateOnly today
    ) =>
        new(
            region.Code.Value,
            region.Name,
            region.EnglishName,
            PeriodView.Of(figures.Period, today),
            figures.Closed,
            figures.AsOf,
            Math.Round(Math.Max(0, (now - figures.AsOf).TotalSeconds), 3),
            figures.Version,
            TotalsView
                .BlocksOf(figures.Opening, figures.Flows)
                .ToDictionary(EnumName.Of, block => BlockView.Of(figures, block, region.Code.Prefix), StringComparer.Ordinal),
            children
        );
}

/// <summary>
/// The totals of one block: closing = opening + new + transferred in + adjusted in − exited − became ordinary − transferred out − adjusted
/// out.
/// </summary>
public sealed record TotalsView(
    long Opening,
    long New,
    long TransferredIn,
    long AdjustedIn,
    long Exited,
    long BecameOrdinary,
    long TransferredOut,
    long AdjustedOut,
    long Closing
)
{
    internal static TotalsView Of(Figures opening, Figures flows, CountBlock block)
    {
        long Flow(Measure measure) => flows.Total(block, measure);
        var start = opening.Total(block, Measure.Opening);
        var (arrived, left) = (
            Flow(Measure.New) + Flow(Measure.TransferredIn) + Flow(Measure.AdjustedIn),
            Flow(Measure.Exited) + Flow(Measure.BecameOrdinary) + Flow(Measure.TransferredOut) + Flow(Measure.AdjustedOut)
        );
        return new TotalsView(
            start,
            Flow(Measure.New),
            Flow(Measure.TransferredIn),
            Flow(Measure.AdjustedIn),
            Flow(Measure.Exited),
            Flow(Measure.BecameOrdinary),
            Flow(Measure.TransferredOut),
            Flow(Measure.AdjustedOut),
            start + arrived - left
        );
    }

    internal static TotalsView Of(RegionFigures figures, CountBlock block) => Of(figures.Opening, figures.Flows, block);

    /// <summary>The blocks in which there is anything, by their names.</summary>
    internal static IReadOnlyList<CountBlock> BlocksOf(params IEnumerable<Figures> figures) =>
        [.. figures.SelectMany(one => one.Cells.Keys).Select(cell => cell.Block).Append(CountBlock.Urban).Distinct().Order()];
}

/// <summary>One block's figures of a period with their breakdowns.</summary>
/// <param name="InternalTransfers">Of the transfers in: those from within the region itself, in this block; shown apart because they cancel
/// out here.</param>
/// <param name="Reemployed">Of the exits: reasons 11 to 14 (再就业).</param>
/// <param name="HardshipReemployed">Of these: recognised hardship persons.</param>
/// <param name="Breakdowns">By measure, dimension and value; each sums to its total.</param>
public sealed record BlockView(
    TotalsView Totals,
    long InternalTransfers,
    long Reemployed,
    long HardshipReemployed,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, IReadOnlyDictionary<string, long>>> Breakdowns
)
{
    private static readonly ExitReason[] Work =
    [
        ExitReason.Hired,
        ExitReason.SelfEmployed,
        ExitReason.StableIncome,
        ExitReason.PublicWelfarePost,
    ];

    internal static BlockView Of(RegionFigures figures, CountBlock block, string within)
    {
        var cells = figures.Opening.Cells.Concat(figures.Flows.Cells).Where(cell => cell.Key.Block == block).ToList();
        var inside = $"/{EnumName.Of(block)}";
        return new BlockView(
            TotalsView.Of(figures, block),
            cells
                .Where(c =>
                    c.Key is { Measure: Measure.TransferredIn, Dimension: Dimension.Peer }
                    && c.Key.Value.StartsWith(within, StringComparison.Ordinal)
                    && c.Key.Value.EndsWith(inside, StringComparison.Ordinal)
                )
                .Sum(c => c.Value),
            Work.Sum(reason =>
                figures.Flows[
                    new FigureCell(
                        block,
                        Measure.Exited,
                        Dimension.ExitReason,
                        ((int)reason).ToString(System.Globalization.CultureInfo.InvariantCulture)
                    )
                ]
            ),
            figures.Flows[new FigureCell(block, Measure.Exited, Dimension.HardshipReemployed, FigureCell.All)],
            cells
                .Where(c => c.Key.Dimension is not (Dimension.Total or Dimension.HardshipReemployed))
                .GroupBy(c => c.Key.Measure)
                .OrderBy(g => g.Key)
                .ToDictionary(g => EnumName.Of(g.Key), ByDimension, StringComparer.Ordinal)
        );
    }

    private static IReadOnlyDictionary<string, IReadOnlyDictionary<string, long>> ByDimension(
        IEnumerable<KeyValuePair<FigureCell, long>> cells
    ) => cells.GroupBy(c => c.Key.Dimension).OrderBy(g => g.Key).ToDictionary(g => EnumName.Of(g.Key), ByValue, StringComparer.Ordinal);

    private static IReadOnlyDictionary<string, long> ByValue(IEnumerable<KeyValuePair<FigureCell, long>> cells) =>
        cells.OrderBy(c => c.Key.Code, StringComparer.Ordinal).ToDictionary(c => c.Key.Code, c => c.Value, StringComparer.Ordinal);
}

/// <summary>A region directly below, in totals by block.</summary>
public sealed record ChildCounts(
    string Region,
    string Name,
    string? NameEn,
    bool Closed,
    DateTimeOffset AsOf,
    IReadOnlyDictionary<string, TotalsView> Blocks
)
{
    internal static ChildCounts Of(Region region, RegionFigures figures) =>
        new(
            region.Code.Value,
            region.Name,
            region.EnglishName,
            figures.Closed,
            figures.AsOf,
            TotalsView
                .BlocksOf(figures.Opening, figures.Flows)
                .ToDictionary(EnumName.Of, block => TotalsView.Of(figures, block), StringComparer.Ordinal)
        );
}

/// <summary>An office's part of its region's figures, in totals by block.</summary>
public sealed record OfficeCountsView(string Office, string? Name, string? NameEn, IReadOnlyDictionary<string, TotalsView> Blocks)
{
    internal static OfficeCountsView Of(OfficeFigures figures, OfficeDirectory offices)
    {
        var office = offices.Find(figures.Office);
        return new OfficeCountsView(
            figures.Office,
            office?.Name,
            office?.EnglishName,
            TotalsView
                .BlocksOf(figures.Opening, figures.Flows)
                .ToDictionary(EnumName.Of, block => TotalsView.Of(figures.Opening, figures.Flows, block), StringComparer.Ordinal)
        );
    }
}
