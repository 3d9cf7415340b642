namespace Grid.Bench.Counting;

/// <summary>How far live counts were behind under load.</summary>
/// <param name="WritesPerSecond">Commands answered, of all four kinds.</param>
/// <param name="EntriesPerSecond">Count entries that they left.</param>
/// <param name="Leaf">From the answer of a probe's approval to the leaf's figures that hold it.</param>
/// <param name="Province">The same for the province's figures.</param>
/// <param name="Pages">Pages folded meanwhile.</param>
/// <param name="Folded">From the writing of a page's oldest entry to the figures that hold it, over all pages: no entry was later than
/// these.</param>
/// <param name="DifferentCells">Of a recount afterwards.</param>
internal sealed record LagFigures(
    double WritesPerSecond,
    double WriteP99Ms,
    double EntriesPerSecond,
    Spread Leaf,
    Spread Province,
    long Pages,
    Spread Folded,
    long DifferentCells
);
