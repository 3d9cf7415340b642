using System.Collections.Frozen;
using Grid.Domain.Data;

namespace Grid.Domain.Regions;

/// <summary>
/// The regions of one or more provinces with their versions. Immutable, safe for any number of threads. A date asks for the tree as it was
/// on that day; without one, for the versions that have no end.
/// </summary>
public sealed class RegionTree
{
    private readonly FrozenDictionary<RegionCode, Region[]> _versions;
    private readonly FrozenDictionary<RegionCode, Region[]> _below;
    private readonly FrozenDictionary<string, Region> _byStatisticsCode;

    internal RegionTree(IReadOnlyCollection<Region> regions)
    {
        All = [.. regions.OrderBy(r => r.Code).ThenBy(r => r.ValidFrom)];
        _versions = All.GroupBy(r => r.Code).ToFrozenDictionary(g => g.Key, g => g.ToArray());
        _below = All.Where(r => r.Parent is not null).GroupBy(r => r.Parent!.Value).ToFrozenDictionary(g => g.Key, g => g.ToArray());
        _byStatisticsCode = All.Where(r => r.StatisticsCode is not null && r.ValidTo is null)
            .ToFrozenDictionary(r => r.StatisticsCode!, StringComparer.Ordinal);
    }

    /// <summary>Every version of every region, by code.</summary>
    public IReadOnlyList<Region> All { get; }

    /// <summary>The provinces, by code.</summary>
    public IEnumerable<Region> Provinces => All.Where(r => r.Level == RegionLevel.Province && r.ValidTo is null);

    /// <summary>Reads one province a file. Throws <see cref="DataFileException"/>; nothing is taken over then.</summary>
    public static RegionTree Parse(params IEnumerable<DataFile> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        var regions = new List<Region>();
        var provinces = new HashSet<RegionCode>();
        foreach (var file in files)
        {
            var read = RegionFile.Parse(file);
            if (!provinces.Add(read[0].Code.Province))
                throw new DataFileException(file.Name, $"the province {read[0].Code.Province} stands in another file already");
            regions.AddRange(read);
        }

        return new RegionTree(regions);
    }

    /// <summary>A province that ships, such as <c>36</c>, Jiangxi, complete to county level.</summary>
    public static RegionTree LoadEmbedded(string province = "36") => Parse(EmbeddedData.Read($"regions/{province}.json"));

    /// <summary>The version valid on the date, or the one without an end; null when there is none.</summary>
    public Region? Find(RegionCode code, DateOnly? asOf = null) =>
        _versions.TryGetValue(code, out var versions) ? Array.Find(versions, r => Fits(r, asOf)) : null;

    public Region? Find(string? code, DateOnly? asOf = null) => RegionCode.TryParse(code, out var parsed) ? Find(parsed, asOf) : null;

    /// <summary>By a code of the statistics bureau, where it differs; else by the code itself.</summary>
    public Region? FindByStatisticsCode(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        return _byStatisticsCode.TryGetValue(code, out var region) ? region : Find(code);
    }

    /// <summary>The region that has this code's territory now: itself, or its successor's successor; null when nothing is known.</summary>
    public Region? Current(RegionCode code)
    {
        for (var steps = 0; steps < 10; steps++)
        {
            if (Find(code) is { } region)
                return region;
            if (!_versions.TryGetValue(code, out var versions) || versions[^1].Successor is not { } next)
                return null;
            code = next;
        }

        return null;
    }

    /// <summary>The regions directly below, by code.</summary>
    public IEnumerable<Region> Children(RegionCode code, DateOnly? asOf = null) =>
        _below.TryGetValue(code, out var below) ? below.Where(r => Fits(r, asOf)) : [];

    /// <summary>All regions below, each before those within it; the region itself is not among them.</summary>
    public IEnumerable<Region> Descendants(RegionCode code, DateOnly? asOf = null) =>
        Children(code, asOf).SelectMany(child => Descendants(child.Code, asOf).Prepend(child));

    /// <summary>The regions above, the nearest first, the province last. Empty for a province and for what is not in the tree.</summary>
    public IEnumerable<Region> Ancestors(RegionCode code, DateOnly? asOf = null)
    {
        for (var region = Find(code, asOf); region?.Parent is { } parent;)
        {
            region = Find(parent, asOf);
            if (region is not null)
                yield return region;
        }
    }

    /// <summary>
    /// True when both are in the tree (in any version) and <paramref name="ancestor"/> is the region itself or above it. It is a cut by prefix: the
    /// reading of the files guarantees that the tree agrees with the digits.
    /// </summary>
    public bool IsWithin(RegionCode code, RegionCode ancestor) =>
        _versions.ContainsKey(code) && _versions.ContainsKey(ancestor) && code.IsWithin(ancestor);

    /// <summary>
    /// The unit in which someone in this region is counted: the county-level unit, or the city that has none (441900, 442000, 460400). Null for a
    /// province, for a city with counties, and for what is not in the tree.
    /// </summary>
    public Region? CountyOf(RegionCode code, DateOnly? asOf = null)
    {
        var self = Find(code, asOf);
        return self is null ? null : Ancestors(code, asOf).Prepend(self).FirstOrDefault(r => IsCountingUnit(r, asOf));
    }

    /// <summary>The units of counting within a region, itself included, by code.</summary>
    public IEnumerable<Region> CountingUnits(RegionCode code, DateOnly? asOf = null)
    {
        var self = Find(code, asOf);
        return self is null ? [] : Descendants(code, asOf).Prepend(self).Where(r => IsCountingUnit(r, asOf)).OrderBy(r => r.Code);
    }

    /// <summary>Whether figures are kept for this region itself, rather than summed from those below.</summary>
    public bool IsCountingUnit(Region region, DateOnly? asOf = null)
    {
        ArgumentNullException.ThrowIfNull(region);
        return region.Level == RegionLevel.County
            || (region.Level == RegionLevel.City && !Children(region.Code, asOf).Any(r => r.Level == RegionLevel.County));
    }

    /// <summary>Whether a community is urban; null where the class is not known or the region is no community.</summary>
    public bool? IsUrban(RegionCode code, DateOnly? asOf = null) => Find(code, asOf)?.UrbanRural?.IsUrban;

    private static bool Fits(Region region, DateOnly? asOf) => asOf is { } date ? region.IsValidOn(date) : region.ValidTo is null;
}
