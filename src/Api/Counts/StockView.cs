using System.Globalization;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Domain.Counting;
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

/// <summary>Reads the lower ends of bands, rising, with commas between: <c>16,25,35</c>.</summary>
internal static class BandsQuery
{
    private const int Most = 20;
    private const int Longest = 1200;

    /// <summary>Null when they are absent or wrong.</summary>
    public static IReadOnlyList<int>? Read(QueryReader query, string name)
    {
        if (query.Text(name, 100) is not { } text)
            return null;

        var ends = new List<int>();
        foreach (var part in text.Split(','))
        {
            if (
                ends.Count == Most
                || !int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var end)
                || end > Longest
                || (ends.Count > 0 && end <= ends[^1])
            )
            {
                query.Wrong(name, FieldCodes.OutOfRange);
                return null;
            }

            ends.Add(end);
        }

        return ends;
    }
}

/// <summary>Which breakdowns a measure has.</summary>
internal static class Dimensions
{
    public static bool Has(Measure measure, Dimension dimension) =>
        dimension switch
        {
            Dimension.Total or Dimension.Sex or Dimension.Education => true,
            Dimension.Reason or Dimension.Ground or Dimension.Channel => measure == Measure.New,
            Dimension.ExitReason or Dimension.HardshipReemployed => measure == Measure.Exited,
            Dimension.Peer => measure is Measure.TransferredIn or Measure.TransferredOut,
            Dimension.Cause => measure is Measure.AdjustedIn or Measure.AdjustedOut,
            _ => false,
        };
}
