namespace Grid.Domain.Counting.Reports;

/// <summary>One block's figures of the period.</summary>
/// <param name="Measures">Every measure, opening first, closing last.</param>
/// <param name="InternalIn">Of transferred in: from a leaf of this very region, in the same block (内部转移).</param>
/// <param name="InternalOut">Of transferred out: to a leaf of this very region, in the same block.</param>
/// <param name="Reemployed">Exits 11 to 14 (再就业).</param>
/// <param name="HardshipReemployed">Of them: recognised hardship persons (就业困难人员再就业).</param>
/// <param name="Stock">Who stands on the last day.</param>
public sealed record ReportBlock(
    CountBlock Block,
    IReadOnlyList<ReportMeasure> Measures,
    long InternalIn,
    long InternalOut,
    long Reemployed,
    long HardshipReemployed,
    ReportStock Stock)
{
    public ReportMeasure Of(Measure measure) => Measures.Single(one => one.Measure == measure);

    public long Total(Measure measure) => Of(measure).Total;
}
