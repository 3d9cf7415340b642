namespace Grid.Domain.Counting.Reports;

/// <summary>A region directly below, in the summary of its parent's report.</summary>
/// <param name="Totals">The totals of each block that has any: by the block's name, then by the measure's.</param>
public sealed record ReportChild(string Region, IReadOnlyDictionary<string, IReadOnlyDictionary<string, long>> Totals)
{
    public long Total(CountBlock block, Measure measure) =>
        Totals.TryGetValue(Text.EnumName.Of(block), out var totals) ? totals.GetValueOrDefault(Text.EnumName.Of(measure)) : 0;
}
