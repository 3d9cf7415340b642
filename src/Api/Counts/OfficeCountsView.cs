using Grid.Domain.Regions;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Counting;

namespace Grid.Api.Counts;

/// <summary>An office's part of its region's figures, in totals by block.</summary>
public sealed record OfficeCountsView(string Office, string? Name, string? NameEn, IReadOnlyDictionary<string, TotalsView> Blocks)
{
    internal static OfficeCountsView Of(OfficeFigures figures, OfficeDirectory offices)
    {
        var office = offices.Find(figures.Office);
        return new OfficeCountsView(
            figures.Office,
            office?.Name,
            office?.EnglishName,
            TotalsView
                .BlocksOf(figures.Opening, figures.Flows)
                .ToDictionary(EnumName.Of, block => TotalsView.Of(figures.Opening, figures.Flows, block), StringComparer.Ordinal)
        );
    }
}
