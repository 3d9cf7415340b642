namespace Grid.Bench.Counting;

/// <summary>What a whole register costs.</summary>
/// <param name="Entries">Count entries folded to begin with.</param>
/// <param name="FoldSeconds">How long that took: what catching up after an outage costs.</param>
/// <param name="Lines">Journal entries that the recount read.</param>
/// <param name="RecountSeconds">The province, all periods, compared cell by cell with the live figures.</param>
/// <param name="CloseSeconds">Locking the province's leaves, reading their figures, storing what the next period opens with,
/// commit.</param>
/// <param name="SecondCloseSeconds">The next period.</param>
/// <param name="ProvinceMilliseconds">The province's figures from grains that had none in memory.</param>
/// <param name="Stock">Closing of the last period, all blocks.</param>
/// <param name="DifferentCells">Of the recounts before and after closing together.</param>
internal sealed record StockFigures(
    int Persons,
    long Entries,
    double FoldSeconds,
    long Lines,
    double RecountSeconds,
    int Leaves,
    double CloseSeconds,
    double SecondCloseSeconds,
    double ProvinceMilliseconds,
    long Stock,
    long DifferentCells
);
