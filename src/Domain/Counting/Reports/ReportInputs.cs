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
    RecountEvidence? Recount
) : Discreet
{
    /// <summary>
    /// How the days of the period are reconciled with the national platform; null while the register has never closed one of them.
    /// </summary>
    public PlatformEvidence? Platform { get; init; }

    /// <summary>Changes whenever anything is folded in any of the leaves.</summary>
    public long Version => Leaves.Sum(leaf => leaf.Version);
}

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
    IReadOnlyDictionary<CountBlock, ReportStock> Stock
) : Discreet
{
    public bool HasClosed(CountingPeriod period) => period <= ClosedThrough;
}

/// <summary>Another period of the same region, to compare with.</summary>
/// <param name="Opening">Summed over the leaves.</param>
/// <param name="Flows">Summed over the leaves.</param>
public sealed record PastInputs(CountingPeriod Period, Figures Opening, Figures Flows, Denominator? Denominator) : Discreet;

/// <summary>Both sides of the transfers between leaves of one region, or offices of one leaf, in one block and period.</summary>
public sealed record InternalSides(long In, long Out) : Discreet
{
    public static InternalSides None { get; } = new(0, 0);
}

/// <summary>What the daily reconciliation with the national platform says of the region's leaves in the period (R11.2).</summary>
/// <param name="Days">Days of the period that are closed.</param>
/// <param name="Compared">Of those, the days for which the platform's own figures were there.</param>
/// <param name="NotClosed">Days of the period that are over and not closed.</param>
/// <param name="Differences">Days on which figures of these leaves differ, by how many items; the earliest first.</param>
public sealed record PlatformEvidence(int Days, int Compared, int NotClosed, IReadOnlyList<PlatformDifference> Differences) : Discreet;

/// <summary>A day on which the register and the platform do not have the same items of some leaves.</summary>
/// <param name="Items">By how many they differ; at least 1.</param>
public sealed record PlatformDifference(DateOnly Day, long Items) : Discreet;

/// <summary>What a recount from the journal said of the figures.</summary>
/// <param name="Id">Which recount.</param>
/// <param name="DifferentCells">Cells in which journal and counts differ.</param>
/// <param name="OfTheseFigures">Nothing was folded between it and the reading of the figures.</param>
public sealed record RecountEvidence(Guid Id, DateTimeOffset EndedAt, long DifferentCells, bool OfTheseFigures) : Discreet;

/// <summary>What the single movements say of the transfers within the region, to compare with the figures.</summary>
/// <param name="Blocks">Internal transfers by block; a block without any is not there.</param>
/// <param name="Unpaired">Events of which one side is counted in the period and the other one nowhere: not in another period either, nor as
/// an adjustment.</param>
public sealed record TransferEvidence(IReadOnlyDictionary<CountBlock, InternalSides> Blocks, long Unpaired) : Discreet;
