using Grid.Domain.Regions;
using Grid.Domain.Text;

namespace Grid.Api.Reference;

/// <summary>A region.</summary>
/// <param name="IsCountingUnit">Figures are kept for it itself: a county, or a city that has none.</param>
public sealed record RegionView(string Code, string Name, string? EnglishName, string Level, string? Parent, bool HasChildren, bool IsCountingUnit)
{
    internal static RegionView Of(Region region, RegionTree tree) => new(
        region.Code.Value, region.Name, region.EnglishName, EnumName.Of(region.Level), region.Parent?.Value, tree.Children(region.Code).Any(), tree.IsCountingUnit(region));
}
