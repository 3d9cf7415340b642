using Grid.Domain.Regions;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Counting;

namespace Grid.Api.Counts;

/// <summary>The stock at the end of a day.</summary>
public sealed record StockView(string Region, string Name, DateOnly On, IReadOnlyDictionary<string, StockBreakdown> Blocks)
{
    internal static StockView Of(Region region, StockOnDay stock) =>
        new(
            region.Code.Value,
            region.Name,
            stock.Day,
            stock.Blocks.OrderBy(b => b.Key).ToDictionary(b => EnumName.Of(b.Key), b => b.Value, StringComparer.Ordinal)
        );
}
