namespace Grid.Domain.Counting.Reports;

/// <summary>One measure of a block.</summary>
public sealed record ReportMeasure(Measure Measure, long Total, IReadOnlyList<ReportBreakdown> By)
{
    /// <summary>The values by a dimension; empty when it has none.</summary>
    public IReadOnlyDictionary<string, long> Values(Dimension dimension) =>
        By.FirstOrDefault(breakdown => breakdown.Dimension == dimension)?.Values ?? Empty;

    private static readonly Dictionary<string, long> Empty = [];

    /// <summary>The dimensions that sum to the measure's total.</summary>
    public static IReadOnlyList<Dimension> DimensionsOf(Measure measure) => measure switch
    {
        Measure.New => [Dimension.Sex, Dimension.Education, Dimension.Reason, Dimension.Ground, Dimension.Channel],
        Measure.Exited => [Dimension.Sex, Dimension.Education, Dimension.ExitReason],
        Measure.TransferredIn or Measure.TransferredOut => [Dimension.Sex, Dimension.Education, Dimension.Peer],
        Measure.AdjustedIn or Measure.AdjustedOut => [Dimension.Sex, Dimension.Education, Dimension.Cause],
        _ => [Dimension.Sex, Dimension.Education],
    };
}
