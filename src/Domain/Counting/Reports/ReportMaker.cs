using System.Globalization;
using Grid.Domain.Codes;
using Grid.Domain.Text;

namespace Grid.Domain.Counting.Reports;

/// <summary>Makes the report of what the store knows: sums, and nothing else.</summary>
public static class ReportMaker
{
    private static readonly ExitReason[] IntoWork =
    [
        ExitReason.Hired,
        ExitReason.SelfEmployed,
        ExitReason.StableIncome,
        ExitReason.PublicWelfarePost,
    ];
    private static readonly Measure[] Measures = Enum.GetValues<Measure>();
    private static readonly CountBlock[] Blocks = Enum.GetValues<CountBlock>();

    public static MonthlyReport Make(ReportInputs inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var opening = Figures.Sum(inputs.Leaves.Select(leaf => leaf.Opening));
        var flows = Figures.Sum(inputs.Leaves.Select(leaf => leaf.Flows));
        var leaves = inputs.Leaves.Select(leaf => leaf.Region).ToHashSet(StringComparer.Ordinal);
        ReportBlock[] blocks = [.. Blocks.Select(block => Block(block, All(opening, flows), leaves, Stock(inputs.Leaves, block)))];
        return new MonthlyReport(
            inputs.Region,
            inputs.Period,
            inputs.Period.First,
            inputs.Period.Last,
            blocks,
            RegisteredRate.Of(Math.Max(0, blocks[0].Total(Measure.Closing)), inputs.Denominator),
            inputs.Denominator,
            inputs.Services,
            Past(inputs.LastMonth),
            Past(inputs.LastYear),
            [
                .. inputs
                    .Children.OrderBy(child => child.Key, StringComparer.Ordinal)
                    .Select(child => Child(child.Key, inputs.Leaves.Where(leaf => child.Value.Contains(leaf.Region)))),
            ]
        );
    }

    private static ReportBlock Block(CountBlock block, Figures all, HashSet<string> leaves, ReportStock stock) =>
        new(
            block,
            [.. Measures.Select(measure => OfMeasure(block, measure, all))],
            Internal(block, Measure.TransferredIn, all, leaves),
            Internal(block, Measure.TransferredOut, all, leaves),
            Reemployed(block, all),
            all[new FigureCell(block, Measure.Exited, Dimension.HardshipReemployed, FigureCell.All)],
            stock
        );

    private static ReportMeasure OfMeasure(CountBlock block, Measure measure, Figures all) =>
        new(
            measure,
            all.Total(block, measure),
            [
                .. ReportMeasure
                    .DimensionsOf(measure)
                    .Select(dimension => new ReportBreakdown(dimension, Values(all, block, measure, dimension))),
            ]
        );

    private static SortedDictionary<string, long> Values(Figures all, CountBlock block, Measure measure, Dimension dimension) =>
        new(
            all.Cells.Where(cell => cell.Key.Block == block && cell.Key.Measure == measure && cell.Key.Dimension == dimension)
                .ToDictionary(cell => cell.Key.Code, cell => cell.Value, StringComparer.Ordinal),
            StringComparer.Ordinal
        );

    private static long Internal(CountBlock block, Measure measure, Figures all, HashSet<string> leaves)
    {
        var suffix = "/" + EnumName.Of(block);
        return Values(all, block, measure, Dimension.Peer)
            .Where(peer => peer.Key.EndsWith(suffix, StringComparison.Ordinal) && leaves.Contains(peer.Key[..^suffix.Length]))
            .Sum(peer => peer.Value);
    }

    private static long Reemployed(CountBlock block, Figures all) =>
        IntoWork.Sum(reason =>
            all[new FigureCell(block, Measure.Exited, Dimension.ExitReason, ((int)reason).ToString(CultureInfo.InvariantCulture))]
        );

    private static ReportStock Stock(IEnumerable<LeafInputs> leaves, CountBlock block) =>
        ReportStock.Sum(leaves.Select(leaf => leaf.Stock.GetValueOrDefault(block)).OfType<ReportStock>());

    /// <summary>Opening, flows and closing together: their cells name different measures.</summary>
    private static Figures All(Figures opening, Figures flows)
    {
        var all = opening.Copy();
        all.Add(flows);
        all.Add(Balance.Closing(opening, flows));
        return all;
    }

    private static ReportComparison Past(PastInputs past)
    {
        var all = All(past.Opening, past.Flows);
        return new ReportComparison(
            past.Period,
            Totals(all, CountBlock.Urban),
            Reemployed(CountBlock.Urban, all),
            all[new FigureCell(CountBlock.Urban, Measure.Exited, Dimension.HardshipReemployed, FigureCell.All)],
            RegisteredRate.Of(Math.Max(0, all.Total(CountBlock.Urban, Measure.Closing)), past.Denominator)
        );
    }

    private static ReportChild Child(string region, IEnumerable<LeafInputs> leaves)
    {
        var mine = leaves.ToList();
        var all = All(Figures.Sum(mine.Select(leaf => leaf.Opening)), Figures.Sum(mine.Select(leaf => leaf.Flows)));
        return new ReportChild(
            region,
            new SortedDictionary<string, IReadOnlyDictionary<string, long>>(
                Blocks
                    .Select(block => KeyValuePair.Create<string, IReadOnlyDictionary<string, long>>(EnumName.Of(block), Totals(all, block)))
                    .Where(block => block.Value.Values.Any(total => total != 0))
                    .ToDictionary(),
                StringComparer.Ordinal
            )
        );
    }

    private static SortedDictionary<string, long> Totals(Figures all, CountBlock block) =>
        new(Measures.ToDictionary(EnumName.Of, measure => all.Total(block, measure), StringComparer.Ordinal), StringComparer.Ordinal);
}
