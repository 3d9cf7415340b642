namespace Grid.Domain.Counting.Reports;

/// <summary>What the store knows of one leaf for a period's report.</summary>
/// <param name="ClosedThrough">The last closed period; null when none is.</param>
/// <param name="Version">Of its counts; rises with whatever is folded.</param>
/// <param name="Waiting">Count entries that are not folded.</param>
/// <param name="ClosingBefore">The closing of the period before, by its own opening and flows; measure <c>opening</c>, to compare.</param>
/// <param name="Stock">The stock on the last day by the segments; of a closed period as it was when it was closed.</param>
public sealed record LeafInputs(
    string Region,
    CountingPeriod? ClosedThrough,
    long Version,
    long Waiting,
    Figures Opening,
    Figures Flows,
    Figures ClosingBefore,
    IReadOnlyDictionary<CountBlock, ReportStock> Stock)
{
    public bool HasClosed(CountingPeriod period) => period <= ClosedThrough;
}
