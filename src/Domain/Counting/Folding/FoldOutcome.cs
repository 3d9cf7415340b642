using Grid.Domain.Counting;

namespace Grid.Domain.Counting.Folding;

/// <summary>What a page of entries does.</summary>
/// <param name="Deltas">For each office and period that moved, and for the region as a whole.</param>
/// <param name="Segments">The segments that are new or not as they were, each once, as they are now.</param>
/// <param name="Gone">The segments that never were (entered in error in an open period).</param>
/// <param name="Adjustments">The figures that stand in another period than their own.</param>
/// <param name="Unmatched">Entries that had no segment to end or change: counted by what they say themselves, and to be looked at.</param>
/// <param name="Movements">Each unit that moved, in order. The deltas are the sums of their cells, exact for the region and as shown for the offices; the adjustments are those with a cause.</param>
public sealed record FoldOutcome(
    IReadOnlyList<FoldDelta> Deltas,
    IReadOnlyList<Segment> Segments,
    IReadOnlyList<Segment> Gone,
    IReadOnlyList<Adjustment> Adjustments,
    IReadOnlyList<PendingCount> Unmatched,
    IReadOnlyList<Movement> Movements);
