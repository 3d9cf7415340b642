using Grid.Domain.Codes;
using Grid.Domain.Counting;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Counting;

namespace Grid.Api.Counts;

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
        cells.OrderBy(c => c.Key.Value, StringComparer.Ordinal).ToDictionary(c => c.Key.Value, c => c.Value, StringComparer.Ordinal);
}
