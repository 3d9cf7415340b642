namespace Grid.Domain.Counting.Reports;

/// <summary>A measure by one dimension; sums to the measure's total.</summary>
/// <param name="Values">By the dimension's value, in its order.</param>
public sealed record ReportBreakdown(Dimension Dimension, IReadOnlyDictionary<string, long> Values);
