using Grid.Domain.Counting;
using Grid.Domain.Counting.Folding;

namespace Grid.Grains.Interfaces.Counting;

/// <summary>What one transaction of folding did.</summary>
/// <param name="VersionBefore">The version that it found; a grain that has another one in memory reloads.</param>
/// <param name="VersionAfter">The same as before when nothing waited.</param>
/// <param name="Entries">How many entries were folded.</param>
/// <param name="More">More wait.</param>
/// <param name="AsOf">Everything committed before this moment is folded now.</param>
/// <param name="OldestWritten">When the oldest folded entry was written, for measuring lag; null when there was none.</param>
/// <param name="Unmatched">Entries that had no segment; to be logged, they never should be.</param>
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
);
