namespace Grid.Domain.Counting.Reports;

/// <summary>The urban totals of another period, to compare with.</summary>
/// <param name="Totals">By the measure's name.</param>
public sealed record ReportComparison(CountingPeriod Period, IReadOnlyDictionary<string, long> Totals, long Reemployed, long HardshipReemployed, RegisteredRate Rate)
{
    public long Total(Measure measure) => Totals.GetValueOrDefault(Text.EnumName.Of(measure));
}
