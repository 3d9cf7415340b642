using Grid.Domain.Counting;
using Grid.Domain.Counting.Folding;

namespace Grid.Grains.Interfaces.Counting;

/// <summary>
/// The counts of leaf regions and the entries that wait for them. Figures change here only by folding and by closing a period.
/// </summary>
public interface ICountStore
{
    /// <summary>
    /// What is folded until now: the open periods, with the stock at their beginning. A region that was never counted has version 0.
    /// </summary>
    Task<LeafCounts> LoadAsync(string region, CancellationToken cancellationToken);

    /// <summary>
    /// One transaction: locks the region, claims the oldest entries that wait, folds them (<c>RegionFold</c>), writes figures, segments and
    /// adjustments, deletes the entries, raises the version. Exactly once whatever crashes, with any number of callers at a time. Nothing
    /// waiting: only asOf moves, and no row is written.
    /// </summary>
    Task<FoldPage> FoldAsync(string region, int limit, CancellationToken cancellationToken);

    /// <summary>The figures of one period as stored, closed or open; offices apart from the region's own.</summary>
    Task<RegionFigures> PeriodAsync(string region, CountingPeriod period, CancellationToken cancellationToken);

    /// <summary>The same for each office of the region, by office code.</summary>
    Task<IReadOnlyList<OfficeFigures>> OfficesAsync(string region, CountingPeriod period, CancellationToken cancellationToken);

    /// <summary>
    /// Totals of several periods, both inclusive, of one leaf or summed over the leaves given: opening, every flow and closing by period.
    /// </summary>
    Task<IReadOnlyList<RegionFigures>> SeriesAsync(
        IReadOnlyList<string> leaves,
        CountingPeriod from,
        CountingPeriod to,
        CancellationToken cancellationToken
    );

    /// <summary>Every leaf that has counts or entries that wait, by code, whatever the tree of the day says.</summary>
    Task<IReadOnlyList<string>> LeavesAsync(CancellationToken cancellationToken);

    /// <summary>The leaves for which entries wait that were written before the moment.</summary>
    Task<IReadOnlyList<WaitingRegion>> WaitingAsync(DateTimeOffset writtenBefore, CancellationToken cancellationToken);
}

/// <summary>A leaf's stored counts: the region's own figures, not the offices'.</summary>
/// <param name="ClosedThrough">The last closed period; null when none is.</param>
/// <param name="Opening">The stock at the end of <paramref name="ClosedThrough"/>, measure <c>opening</c>; empty when nothing is
/// closed.</param>
/// <param name="Flows">The movements of each open period that has any.</param>
/// <param name="AsOf">Until when everything committed was folded, when that was last known.</param>
public sealed record LeafCounts(
    string Region,
    long Version,
    CountingPeriod? ClosedThrough,
    Figures Opening,
    IReadOnlyDictionary<CountingPeriod, Figures> Flows,
    DateTimeOffset AsOf
) : Discreet;

/// <summary>What one transaction of folding did.</summary>
/// <param name="VersionBefore">The version that it found; a grain that has another one in memory reloads.</param>
/// <param name="VersionAfter">The same as before when nothing waited.</param>
/// <param name="Entries">How many entries were folded.</param>
/// <param name="More">More wait.</param>
/// <param name="AsOf">Everything committed before this moment is folded now.</param>
/// <param name="OldestWritten">When the oldest folded entry was written, for measuring lag; null when there was none.</param>
/// <param name="Unmatched">Entries that had no segment. There should be none; the caller logs them.</param>
public sealed record FoldPage(
    long VersionBefore,
    long VersionAfter,
    CountingPeriod? ClosedThrough,
    IReadOnlyList<FoldDelta> Deltas,
    int Entries,
    bool More,
    DateTimeOffset AsOf,
    DateTimeOffset? OldestWritten,
    IReadOnlyList<PendingCount> Unmatched
) : Discreet;

/// <summary>One office's part of its region's figures; reason 70 shows as 90 here.</summary>
public sealed record OfficeFigures(string Office, Figures Opening, Figures Flows) : Discreet;

/// <summary>A leaf for which count entries wait.</summary>
/// <param name="Oldest">When the oldest of them was written.</param>
public sealed record WaitingRegion(string Region, long Entries, DateTimeOffset Oldest) : Discreet;
