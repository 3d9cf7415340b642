using Grid.Domain.Counting.Reports;

namespace Grid.Grains.Interfaces.Counting.Reports;

/// <summary>The store found, under the locks of the leaves, that a report may not be submitted. Nothing was committed.</summary>
public sealed class ReportRefusedException(ReportRefusal refusal, IReadOnlyList<ReportCheck> checks)
    : Exception("The report is refused: " + refusal)
{
    public ReportRefusal Refusal { get; } = refusal;

    /// <summary>All checks, where that is why.</summary>
    public IReadOnlyList<ReportCheck> Checks { get; } = checks;
}
