namespace Grid.Grains.Interfaces.Counting;

/// <summary>
/// The bands of a stock, configurable. Each list holds the lower ends, rising; a band reaches to just below the next one, the last has no
/// end.
/// </summary>
/// <param name="Ages">Full years on the day, from 16: 16, 25, 35, 45, 55.</param>
/// <param name="Months">Full months registered on the day: 0 (up to 3), 4, 7, 13, 25; "≤ 3 months" means fewer than 4 full months.</param>
/// <param name="LongTermMonths">Full months from which somebody is long-term unemployed.</param>
public sealed record StockBands(IReadOnlyList<int> Ages, IReadOnlyList<int> Months, int LongTermMonths)
{
    public static StockBands Usual { get; } = new([16, 25, 35, 45, 55], [0, 4, 7, 13, 25], 6);
}
