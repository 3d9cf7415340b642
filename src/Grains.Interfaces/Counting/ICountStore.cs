using Grid.Domain.Counting;

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
