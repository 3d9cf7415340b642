using Grid.Domain.Counting;

namespace Grid.Grains.Interfaces.Counting;

/// <summary>The stock at the end of a day by block.</summary>
/// <param name="Blocks">Only blocks in which somebody stands.</param>
public sealed record StockOnDay(DateOnly Day, IReadOnlyDictionary<CountBlock, StockBreakdown> Blocks);
