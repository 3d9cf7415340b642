using System.Globalization;
using Grid.Domain.Text;

namespace Grid.Domain.Counting.Reports;

/// <summary>The identities within a report itself: anyone who has the document can check them.</summary>
public static class ReportIdentities
{
    private static readonly Dimension[] Shared = [Dimension.Sex, Dimension.Education];

    /// <summary>Each place where the closing does not follow from opening and flows.</summary>
    public static IEnumerable<string> Closing(MonthlyReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        foreach (var block in report.Blocks)
        {
            if (
                Differs($"{Name(block.Block)}/closing", block.Total(Measure.Closing), Expected(block, measure => measure.Total)) is
                { } total
            )
            {
                yield return total;
            }

            foreach (var dimension in Shared)
            {
                foreach (var value in block.Measures.SelectMany(measure => measure.Values(dimension).Keys).Distinct(StringComparer.Ordinal))
                {
                    var closing = block.Of(Measure.Closing).Values(dimension).GetValueOrDefault(value);
                    if (
                        Differs(
                            $"{Name(block.Block)}/closing/{EnumName.Of(dimension)}/{value}",
                            closing,
                            Expected(block, measure => measure.Values(dimension).GetValueOrDefault(value))
                        ) is
                        { } part
                    )
                    {
                        yield return part;
                    }

                    if (closing < 0)
                        yield return $"{Name(block.Block)}/closing/{EnumName.Of(dimension)}/{value}: {Text(closing)} is below zero";
                }
            }

            if (block.Total(Measure.Opening) < 0 || block.Total(Measure.Closing) < 0)
                yield return $"{Name(block.Block)}: a stock is below zero";
        }
    }

    /// <summary>Each breakdown that does not sum to its total, and "of which" that are more than the whole.</summary>
    public static IEnumerable<string> Breakdowns(MonthlyReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        foreach (var block in report.Blocks)
        {
            foreach (var measure in block.Measures)
            {
                foreach (var dimension in ReportMeasure.DimensionsOf(measure.Measure))
                {
                    if (
                        Differs(
                            $"{Name(block.Block)}/{EnumName.Of(measure.Measure)}/{EnumName.Of(dimension)}",
                            measure.Values(dimension).Values.Sum(),
                            measure.Total
                        ) is
                        { } fault
                    )
                    {
                        yield return fault;
                    }
                }
            }

            if (block.HardshipReemployed > block.Reemployed)
                yield return $"{Name(block.Block)}/hardshipReemployed: {Text(block.HardshipReemployed)} of {Text(block.Reemployed)} re-employed";
            if (block.Reemployed > block.Total(Measure.Exited))
                yield return $"{Name(block.Block)}/reemployed: {Text(block.Reemployed)} of {Text(block.Total(Measure.Exited))} exits";
        }
    }

    /// <summary>Each total that is not the sum of the children's; a leaf has none.</summary>
    public static IEnumerable<string> Children(MonthlyReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        if (report.Children.Count == 0)
            yield break;
        foreach (var block in report.Blocks)
        {
            foreach (var measure in block.Measures)
            {
                if (
                    Differs(
                        $"{Name(block.Block)}/{EnumName.Of(measure.Measure)}",
                        report.Children.Sum(child => child.Total(block.Block, measure.Measure)),
                        measure.Total
                    ) is
                    { } fault
                )
                {
                    yield return fault;
                }
            }
        }
    }

    /// <summary>Each block in which internal transfers in and out differ.</summary>
    public static IEnumerable<string> InternalTransfers(MonthlyReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return report
            .Blocks.Select(block => Differs($"{Name(block.Block)}/internal transfers in", block.InternalIn, block.InternalOut))
            .OfType<string>();
    }

    /// <summary>Each place where the stock on the last day is not the closing.</summary>
    public static IEnumerable<string> Stock(MonthlyReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return report.Blocks.SelectMany(block => Stock(block.Stock, block.Of(Measure.Closing), Name(block.Block)));
    }

    private static IEnumerable<string> Stock(ReportStock stock, ReportMeasure closing, string name)
    {
        List<string?> faults =
        [
            Differs($"{name}/stock", stock.Total, closing.Total),
            Differs($"{name}/stock/ages", stock.Ages.Sum(band => band.Count), stock.Total),
            Differs($"{name}/stock/months", stock.Months.Sum(band => band.Count), stock.Total),
        ];
        faults.AddRange(Same($"{name}/stock/sex", stock.Sex, closing.Values(Dimension.Sex)));
        faults.AddRange(Same($"{name}/stock/education", stock.Education, closing.Values(Dimension.Education)));
        if (stock.Hardship > stock.Total || stock.Benefit > stock.Total || stock.LongTerm > stock.Total)
            faults.Add($"{name}/stock: an \"of which\" is more than the whole");
        return faults.OfType<string>();
    }

    private static IEnumerable<string?> Same(
        string where,
        IReadOnlyDictionary<string, long> one,
        IReadOnlyDictionary<string, long> other
    ) =>
        one
            .Keys.Union(other.Keys, StringComparer.Ordinal)
            .Select(key => Differs($"{where}/{key}", one.GetValueOrDefault(key), other.GetValueOrDefault(key)));

    private static long Expected(ReportBlock block, Func<ReportMeasure, long> of) =>
        block.Measures.Sum(measure => measure.Measure == Measure.Opening ? of(measure) : Balance.SignOf(measure.Measure) * of(measure));

    private static string? Differs(string where, long found, long expected) =>
        found == expected ? null : $"{where}: {Text(found)} instead of {Text(expected)}";

    private static string Name(CountBlock block) => EnumName.Of(block);

    private static string Text(long n) => n.ToString(CultureInfo.InvariantCulture);
}
