using Grid.Domain.Counting;
using Grid.Grains.Interfaces.Counting;

namespace Grid.Grains.Counting;

/// <summary>
/// What a region's grain does by the region's level: a leaf folds, a parent sums. Used by one thread at a time, whose calls may interleave.
/// Disposing begins nothing more and waits for what is under way.
/// </summary>
internal interface IRegionPart : IAsyncDisposable
{
    /// <summary>There may be something to fold.</summary>
    void Wake();

    Task<RegionFigures> FiguresAsync(CountingPeriod period);

    Task<FoldState> DrainAsync();

    Task ReloadAsync();
}
