using Grid.Domain.Text;
using Grid.Grains.Interfaces.Counting;

namespace Grid.Api.Counts;

/// <summary>One period of a series, in totals by block.</summary>
public sealed record SeriesPoint(string Period, bool Closed, IReadOnlyDictionary<string, TotalsView> Blocks)
{
    internal static SeriesPoint Of(RegionFigures figures) =>
        new(
            figures.Period.ToString(),
            figures.Closed,
            TotalsView
                .BlocksOf(figures.Opening, figures.Flows)
                .ToDictionary(EnumName.Of, block => TotalsView.Of(figures, block), StringComparer.Ordinal)
        );
}
