using Grid.Domain.Counting;

namespace Grid.Grains.Interfaces.Counting;

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
);
