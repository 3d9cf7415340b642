using Grid.Domain.Regions;
using Grid.Domain.Services;

namespace Grid.Grains.Interfaces.Counting.Reports;

/// <summary>What of the tree a region's report covers.</summary>
/// <param name="Leaves">Its leaves, by code; itself where it is one.</param>
/// <param name="Offices">The offices whose registrations stand in those leaves: their services are the report's.</param>
/// <param name="Children">The leaves of each reporting region directly below; empty for a leaf.</param>
/// <param name="ServiceKinds">The kind of each item of the service list.</param>
public sealed record ReportScope(
    RegionCode Region,
    IReadOnlyList<string> Leaves,
    IReadOnlyList<string> Offices,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Children,
    IReadOnlyDictionary<string, string> ServiceKinds)
{
    /// <summary>Of the list service-kind: other services. Items that the list does not have any more are counted under it.</summary>
    private const string OtherServices = "050";

    public string KindOf(string item) => ServiceKinds.GetValueOrDefault(item, OtherServices);

    /// <summary>Of a county-level unit, a city or a province; null for every other region and for what is not in the tree.</summary>
    public static ReportScope? Of(string region, OfficeDirectory offices, OfferList services)
    {
        ArgumentNullException.ThrowIfNull(offices);
        ArgumentNullException.ThrowIfNull(services);
        var tree = offices.Regions;
        if (tree.Find(region) is not { } found || found.Code.Value != region || found.Level > RegionLevel.County)
            return null;
        string[] leaves = [.. Units(tree, found)];
        return leaves.Length == 0 ? null : new ReportScope(
            found.Code,
            leaves,
            [.. offices.All.Where(office => leaves.Contains(office.CountingUnit.Value)).Select(office => office.Code.Value)],
            tree.IsCountingUnit(found)
                ? new Dictionary<string, IReadOnlyList<string>>()
                : tree.Children(found.Code).Select(child => (child.Code.Value, Leaves: (IReadOnlyList<string>)[.. Units(tree, child)]))
                    .Where(child => child.Leaves.Count > 0).ToDictionary(child => child.Value, child => child.Leaves, StringComparer.Ordinal),
            services.Items.ToDictionary(item => item.Code, item => item.Kind, StringComparer.Ordinal));
    }

    /// <summary>The regions that report: all provinces, cities and county-level units of the tree, or those within one region, itself first.</summary>
    public static IEnumerable<Region> Reporting(RegionTree tree, RegionCode? within = null)
    {
        ArgumentNullException.ThrowIfNull(tree);
        var tops = within is { } code ? (tree.Find(code) is { } top ? [top] : []) : tree.Provinces;
        return tops.SelectMany(top => tree.Descendants(top.Code).Prepend(top)).Where(region => region.Level <= RegionLevel.County && Units(tree, region).Any());
    }

    private static IEnumerable<string> Units(RegionTree tree, Region region) =>
        region.Level > RegionLevel.County ? [] : tree.CountingUnits(region.Code).Select(unit => unit.Code.Value);
}
