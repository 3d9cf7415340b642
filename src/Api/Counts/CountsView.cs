using Grid.Domain.Regions;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Counting;

namespace Grid.Api.Counts;

/// <summary>A region's figures of a period.</summary>
/// <param name="Closed">The period is closed here: later facts are adjustments of another.</param>
/// <param name="AsOf">Everything committed before this moment is in the figures.</param>
/// <param name="LagSeconds">How long ago that is.</param>
/// <param name="Version">Rises with the figures.</param>
/// <param name="Blocks">Urban is the stock of the statistics; the other blocks stand beside it.</param>
/// <param name="Children">The regions directly below; none for a leaf.</param>
public sealed record CountsView(
    string Region,
    string Name,
    string? NameEn,
    PeriodView Period,
    bool Closed,
    DateTimeOffset AsOf,
    double LagSeconds,
    long Version,
    IReadOnlyDictionary<string, BlockView> Blocks,
    IReadOnlyList<ChildCounts> Children
)
{
    internal static CountsView Of(
        Region region,
        RegionFigures figures,
        IReadOnlyList<ChildCounts> children,
        DateTimeOffset now,
        DateOnly today
    ) =>
        new(
            region.Code.Value,
            region.Name,
            region.EnglishName,
            PeriodView.Of(figures.Period, today),
            figures.Closed,
            figures.AsOf,
            Math.Round(Math.Max(0, (now - figures.AsOf).TotalSeconds), 3),
            figures.Version,
            TotalsView
                .BlocksOf(figures.Opening, figures.Flows)
                .ToDictionary(EnumName.Of, block => BlockView.Of(figures, block, region.Code.Prefix), StringComparer.Ordinal),
            children
        );
}
