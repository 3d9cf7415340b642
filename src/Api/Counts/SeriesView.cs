using Grid.Domain.Regions;
using Grid.Grains.Interfaces.Counting;

namespace Grid.Api.Counts;

/// <summary>Totals of several periods, the earliest first.</summary>
public sealed record SeriesView(string Region, string Name, IReadOnlyList<SeriesPoint> Periods)
{
    internal static SeriesView Of(Region region, IReadOnlyList<RegionFigures> series) =>
        new(region.Code.Value, region.Name, [.. series.OrderBy(figures => figures.Period).Select(SeriesPoint.Of)]);
}
