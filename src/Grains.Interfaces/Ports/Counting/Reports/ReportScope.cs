using Grid.Domain.Counting;
using Grid.Domain.Regions;
using Grid.Domain.Services;

namespace Grid.Grains.Interfaces.Counting.Reports;

/// <summary>The part of the tree that a region's report covers.</summary>
/// <param name="Leaves">Its leaves, by code, also those that have ended and still have rows; itself where it is one.</param>
/// <param name="Offices">The offices whose registrations are counted in those leaves, whether or not they have ended: their services are
/// the report's.</param>
/// <param name="Children">The leaves of each reporting region directly below; empty for a leaf.</param>
/// <param name="ServiceKinds">The kind of each item of the service list.</param>
public sealed record ReportScope(
    RegionCode Region,
    IReadOnlyList<string> Leaves,
    IReadOnlyList<string> Offices,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Children,
    IReadOnlyDictionary<string, string> ServiceKinds
) : Discreet
{
    /// <summary>Of the list service-kind: other services. Items that are no longer on the list are counted under it.</summary>
    private const string OtherServices = "050";

    /// <summary>
    /// Those of <see cref="Children"/> that were over before the period: they are in the report only where they have figures in it.
    /// </summary>
    public IReadOnlyCollection<string> Ended { get; init; } = [];

    public string KindOf(string item) => ServiceKinds.GetValueOrDefault(item, OtherServices);

    /// <summary>
    /// Of a county-level unit, a city or a province that has begun by the period's end; null for every other region and for what is not in
    /// the tree. A leaf that ended is summed with the others while it has rows: its stock, until that has moved, its flows permanently.
    /// </summary>
    /// <param name="counted">The leaves that have rows in the store.</param>
    public static ReportScope? Of(
        string region,
        CountingPeriod period,
        DateOnly today,
        IReadOnlyCollection<string> counted,
        OfficeDirectory offices,
        OfferList services
    )
    {
        ArgumentNullException.ThrowIfNull(counted);
        ArgumentNullException.ThrowIfNull(offices);
        ArgumentNullException.ThrowIfNull(services);
        var (tree, through) = (offices.Regions, Through(period, today));
        if (tree.Known(region, through) is not { } found || found.Code.Value != region || found.Level > RegionLevel.County)
            return null;
        string[] leaves = tree.IsCountingUnit(found.Code, through) ? [region] : [.. Units(found.Code)];
        if (leaves.Length == 0)
            return null;
        var children = tree.IsCountingUnit(found.Code, through)
            ? []
            : tree.KnownChildren(found.Code, through).Select(child => child.Code).ToList();
        return new ReportScope(
            found.Code,
            leaves,
            [.. offices.All.Where(office => leaves.Contains(office.CountingUnit.Value)).Select(office => office.Code.Value)],
            children
                .Select(child => (child.Value, Leaves: (IReadOnlyList<string>)[.. Units(child)]))
                .Where(child => child.Leaves.Count > 0)
                .ToDictionary(child => child.Value, child => child.Leaves, StringComparer.Ordinal),
            services.Items.ToDictionary(item => item.Code, item => item.Kind, StringComparer.Ordinal)
        )
        {
            Ended = [.. children.Where(child => !tree.IsValidBetween(child, period.First, through)).Select(child => child.Value)],
        };

        IEnumerable<string> Units(RegionCode code) =>
            code.Level > RegionLevel.County
                ? []
                : tree.Leaves(code, through)
                    .Where(leaf => counted.Contains(leaf.Code.Value) || tree.IsValidBetween(leaf.Code, period.First, through))
                    .Select(leaf => leaf.Code.Value);
    }

    /// <summary>
    /// The regions that report on a period: all provinces, cities and county-level units that were valid on any of its days up to today, or
    /// those within one region, itself first. One that ended within the period still reports on it.
    /// </summary>
    public static IEnumerable<Region> Reporting(RegionTree tree, CountingPeriod period, DateOnly today, RegionCode? within = null)
    {
        ArgumentNullException.ThrowIfNull(tree);
        var through = Through(period, today);
        var tops = within is { } code ? (tree.Known(code, through) is { } top ? [top] : []) : tree.Provinces(through);
        return tops.SelectMany(top => Below(tree, top, through).Prepend(top))
            .Where(region => tree.IsValidBetween(region.Code, period.First, through) && tree.Leaves(region.Code, through).Any());
    }

    /// <summary>A period that is not over is read as of today: what begins later does not belong to it yet.</summary>
    private static DateOnly Through(CountingPeriod period, DateOnly today) => period.Last < today ? period.Last : today;

    private static IEnumerable<Region> Below(RegionTree tree, Region region, DateOnly through) =>
        region.Level >= RegionLevel.County
            ? []
            : tree.KnownChildren(region.Code, through)
                .Where(child => child.Level <= RegionLevel.County)
                .SelectMany(child => Below(tree, child, through).Prepend(child));
}
