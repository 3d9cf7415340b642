namespace Grid.Domain.Counting.Reports;

/// <summary>Everything a report is made of, read in one snapshot of the store.</summary>
/// <param name="Children">The leaves of each region directly below, by its code; empty for a leaf.</param>
/// <param name="ReportBefore">The submitted report of the period before, where there is one.</param>
/// <param name="Recount">Null while none is known; set by who runs it.</param>
public sealed record ReportInputs(
    string Region,
    CountingPeriod Period,
    IReadOnlyList<LeafInputs> Leaves,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Children,
    TransferEvidence Transfers,
    ReportServices Services,
    Denominator? Denominator,
    PastInputs LastMonth,
    PastInputs LastYear,
    MonthlyReport? ReportBefore,
    RecountEvidence? Recount)
{
    /// <summary>How the days of the period are reconciled with the national platform; null while the register has never closed one of them.</summary>
    public PlatformEvidence? Platform { get; init; }

    /// <summary>Changes whenever anything is folded in any of the leaves.</summary>
    public long Version => Leaves.Sum(leaf => leaf.Version);
}
