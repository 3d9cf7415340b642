using Grid.Domain.Regions;
using Grid.Domain.Text;

namespace Grid.Api.Reference;

/// <summary>A region.</summary>
/// <param name="IsCountingUnit">Figures are kept for it itself: a county, or a city that has none.</param>
/// <param name="ValidFrom">First day of this version, inclusive; absent: since before the register began.</param>
/// <param name="ValidTo">Last day, inclusive; absent: it has no end.</param>
/// <param name="Successor">The region that has its territory after that day.</param>
public sealed record RegionView(
    string Code,
    string Name,
    string? EnglishName,
    string Level,
    string? Parent,
    bool HasChildren,
    bool IsCountingUnit,
    DateOnly? ValidFrom,
    DateOnly? ValidTo,
    string? Successor
)
{
    internal static RegionView Of(Region region, RegionTree tree, DateOnly today) =>
        new(
            region.Code.Value,
            region.Name,
            region.EnglishName,
            EnumName.Of(region.Level),
            region.Parent?.Value,
            tree.Children(region.Code, today).Any(),
            tree.IsCountingUnit(region.Code, today),
            region.ValidFrom,
            region.ValidTo,
            region.Successor?.Value
        );
}
