using Grid.Domain.Counting;
using Grid.Domain.Regions;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Counting;

namespace Grid.Api.Counts;

/// <summary>A region directly below, in totals by block.</summary>
public sealed record ChildCounts(
    string Region,
    string Name,
    string? NameEn,
    bool Closed,
    DateTimeOffset AsOf,
    IReadOnlyDictionary<string, TotalsView> Blocks
)
{
    internal static ChildCounts Of(Region region, RegionFigures figures) =>
        new(
            region.Code.Value,
            region.Name,
            region.EnglishName,
            figures.Closed,
            figures.AsOf,
            TotalsView
                .BlocksOf(figures.Opening, figures.Flows)
                .ToDictionary(EnumName.Of, block => TotalsView.Of(figures, block), StringComparer.Ordinal)
        );
}
