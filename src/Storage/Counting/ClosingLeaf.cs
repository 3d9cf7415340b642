using Grid.Domain.Counting;
using Grid.Domain.Counting.Folding;
using Grid.Grains.Interfaces.Counting;

namespace Grid.Storage.Counting;

/// <summary>One leaf's counts of a period, under the lock of its row.</summary>
/// <param name="Waiting">How many entries dated no later than the period's last day wait.</param>
/// <param name="Figures">By office code; under <see cref="FoldDelta.Region"/> the leaf's own, with the exact reason.</param>
internal sealed record ClosingLeaf(
    string Region,
    long Version,
    CountingPeriod? ClosedThrough,
    DateTimeOffset AsOf,
    long Waiting,
    IReadOnlyDictionary<string, PeriodFigures> Figures
)
{
    /// <summary>The leaf's own figures.</summary>
    public RegionFigures Of(CountingPeriod period)
    {
        var own = Figures.GetValueOrDefault(FoldDelta.Region) ?? new PeriodFigures(ClosedThrough);
        return new RegionFigures(Region, period, own.Opening(period), own.Flows(period), period <= ClosedThrough, AsOf, Version);
    }

    /// <summary>Its offices' figures, by code.</summary>
    public IReadOnlyList<OfficeFigures> Offices(CountingPeriod period) =>
        [
            .. Figures
                .Where(office => office.Key != FoldDelta.Region)
                .OrderBy(office => office.Key, StringComparer.Ordinal)
                .Select(office => new OfficeFigures(office.Key, office.Value.Opening(period), office.Value.Flows(period))),
        ];
}
