using System.Collections.Frozen;
using Grid.Domain.Data;

namespace Grid.Domain.Regions;

/// <summary>
/// The regions of one or more provinces with their versions. Immutable, safe for any number of threads. Every question names the day for
/// which it is asked: a change with a date in the future changes nothing before that day, and what ended is still known.
/// </summary>
/// <remarks>
/// A region ends with the one above it: of an abolished county no street is valid any more, whether or not the file ends each of them.
/// </remarks>
public sealed class RegionTree
{
    private readonly FrozenDictionary<RegionCode, Region[]> versions;
    private readonly FrozenDictionary<RegionCode, Region[]> below;
    private readonly FrozenDictionary<string, Region[]> byStatisticsCode;

    internal RegionTree(IReadOnlyCollection<Region> regions)
    {
        All = [.. regions.OrderBy(r => r.Code).ThenBy(r => r.ValidFrom)];
        versions = All.GroupBy(r => r.Code).ToFrozenDictionary(g => g.Key, g => g.ToArray());
        below = All.Where(r => r.Parent is not null).GroupBy(r => r.Parent!.Value).ToFrozenDictionary(g => g.Key, g => g.ToArray());
        byStatisticsCode = All.Where(r => r.StatisticsCode is not null)
            .GroupBy(r => r.StatisticsCode!, StringComparer.Ordinal)
            .ToFrozenDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);
    }

    /// <summary>Every version of every region, by code.</summary>
    public IReadOnlyList<Region> All { get; }

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
                throw new DataFileException(file.Name, $"the province {read[0].Code.Province} is already in another file");
            regions.AddRange(read);
        }

        return new RegionTree(regions);
    }

    /// <summary>A province that ships, such as <c>36</c>, Jiangxi, complete to county level.</summary>
    public static RegionTree LoadEmbedded(string province = "36") => Parse(EmbeddedData.Read($"regions/{province}.json"));

    /// <summary>The provinces that are valid on the day, by code.</summary>
    public IEnumerable<Region> Provinces(DateOnly on) => All.Where(r => r.Level == RegionLevel.Province && r.IsValidOn(on));

    /// <summary>The version that is valid on the day; null when there is none, also when a region above has ended.</summary>
    public Region? Find(RegionCode code, DateOnly on) =>
        this.versions.TryGetValue(code, out var versions)
        && Array.Find(versions, r => r.IsValidOn(on)) is { } region
        && (region.Parent is not { } parent || Find(parent, on) is not null)
            ? region
            : null;

    public Region? Find(string? code, DateOnly on) => RegionCode.TryParse(code, out var parsed) ? Find(parsed, on) : null;

    /// <summary>
    /// The version of the day, or of a region that has ended the last one: what has figures, cases or a name although it is no region of
    /// that day's tree. Null for what is not in the tree, or begins later.
    /// </summary>
    public Region? Known(RegionCode code, DateOnly on) =>
        Find(code, on)
        ?? (
            this.versions.TryGetValue(code, out var versions)
                ? Array.FindLast(versions, r => r.ValidFrom is not { } from || from <= on)
                : null
        );

    public Region? Known(string? code, DateOnly on) => RegionCode.TryParse(code, out var parsed) ? Known(parsed, on) : null;

    /// <summary>By a code of the statistics bureau, where it differs; else by the code itself.</summary>
    public Region? FindByStatisticsCode(string code, DateOnly on)
    {
        ArgumentNullException.ThrowIfNull(code);
        return byStatisticsCode.TryGetValue(code, out var regions) && Array.Find(regions, r => Find(r.Code, on) == r) is { } region
            ? region
            : Find(code, on);
    }

    /// <summary>
    /// The region that has this code's territory on the day: itself, or its successor's successor; null when nothing is known.
    /// </summary>
    public Region? Current(RegionCode code, DateOnly on)
    {
        // Each step goes to a version that ends later than the one before, so it comes to an end.
        for (var day = DateOnly.MinValue; ; )
        {
            if (Find(code, on) is { } region)
                return region;
            if (EndedBefore(code, on) is not { Region: { Successor: { } next }, Last: var last } || last < day)
                return null;
            (code, day) = (next, last.AddDays(1));
        }
    }

    /// <summary>
    /// The last day of the validity that begins with, or contains, this day, across renamings; null when it has no end. Throws when it is
    /// not valid then.
    /// </summary>
    public DateOnly? LastDay(RegionCode code, DateOnly from)
    {
        for (var day = from; ; )
        {
            var region = Find(code, day) ?? throw new ArgumentException($"{code} is not valid on {day:yyyy-MM-dd}.", nameof(code));
            var ends = Above(region, day).Prepend(region).Where(r => r.ValidTo is not null).Select(r => r.ValidTo!.Value).ToList();
            if (ends.Count == 0)
                return null;
            if (Find(code, ends.Min().AddDays(1)) is null)
                return ends.Min();
            day = ends.Min().AddDays(1);
        }
    }

    /// <summary>
    /// The first day on which it is valid; the least of all days when that is not known. Null for what is not in the tree.
    /// </summary>
    public DateOnly? FirstDay(RegionCode code) =>
        versions.ContainsKey(code)
            ? code.SelfAndAbove()
                .SelectMany(one => versions.GetValueOrDefault(one) ?? [])
                .Select(r => r.ValidFrom ?? DateOnly.MinValue)
                .Append(DateOnly.MinValue)
                .Distinct()
                .Order()
                .Where(day => Find(code, day) is not null)
                .Select(day => (DateOnly?)day)
                .FirstOrDefault()
            : null;

    /// <summary>The regions directly below on the day, by code.</summary>
    public IEnumerable<Region> Children(RegionCode code, DateOnly on) =>
        Find(code, on) is not null && this.below.TryGetValue(code, out var below) ? below.Where(r => r.IsValidOn(on)) : [];

    /// <summary>
    /// The regions directly below that have begun by the day, whether or not they have ended, by code: each in its version of the day, or
    /// its last one.
    /// </summary>
    public IEnumerable<Region> KnownChildren(RegionCode code, DateOnly through) =>
        this.below.TryGetValue(code, out var below)
            ? below.Select(r => r.Code).Distinct().Select(child => Known(child, through)).OfType<Region>()
            : [];

    /// <summary>All regions below, each before those within it; the region itself is not among them.</summary>
    public IEnumerable<Region> Descendants(RegionCode code, DateOnly on) =>
        Children(code, on).SelectMany(child => Descendants(child.Code, on).Prepend(child));

    /// <summary>
    /// The regions above, the nearest first, the province last. Empty for a province and for what is not in the tree of the day.
    /// </summary>
    public IEnumerable<Region> Ancestors(RegionCode code, DateOnly on) => Find(code, on) is { } region ? Above(region, on) : [];

    /// <summary>
    /// True when both are in the tree (in any version) and <paramref name="ancestor"/> is the region itself or above it. It is a cut by
    /// prefix: the reading of the files guarantees that the tree agrees with the digits.
    /// </summary>
    public bool IsWithin(RegionCode code, RegionCode ancestor) =>
        versions.ContainsKey(code) && versions.ContainsKey(ancestor) && code.IsWithin(ancestor);

    /// <summary>
    /// The unit in which someone in this region is counted: the county-level unit, or the city that has none (441900, 442000, 460400). Null
    /// for a province, for a city with counties, and for what is not in the tree of the day.
    /// </summary>
    public Region? CountyOf(RegionCode code, DateOnly on) =>
        Find(code, on) is { } self ? Above(self, on).Prepend(self).FirstOrDefault(r => IsCountingUnit(r.Code, on)) : null;

    /// <summary>
    /// The units of counting of the day within a region, itself included, by code. Figures are summed over <see cref="Leaves"/>, for what
    /// has ended may still have some.
    /// </summary>
    public IEnumerable<Region> CountingUnits(RegionCode code, DateOnly on) =>
        Find(code, on) is { } self
            ? ToCounty(self, one => Children(one, on)).Where(r => IsCountingUnit(r.Code, on)).OrderBy(r => r.Code)
            : [];

    /// <summary>
    /// All units of counting within a region, itself included, that have begun by the day, by code, also those that have ended: figures are
    /// sums over these, since an ended one has its stock until that has moved, and its flows for ever.
    /// </summary>
    public IEnumerable<Region> Leaves(RegionCode code, DateOnly through) =>
        Known(code, through) is { } self
            ? ToCounty(self, one => KnownChildren(one, through)).Where(r => IsCountingUnit(r.Code, through)).OrderBy(r => r.Code)
            : [];

    /// <summary>
    /// Whether figures are kept for this region itself, rather than summed from those below: a county-level unit, or a city that has had
    /// none by the day.
    /// </summary>
    public bool IsCountingUnit(RegionCode code, DateOnly on) =>
        code.Level == RegionLevel.County
        || (
            code.Level == RegionLevel.City
            && !(
                this.below.TryGetValue(code, out var below)
                && below.Any(r => r.Level == RegionLevel.County && (r.ValidFrom is not { } from || from <= on))
            )
        );

    /// <summary>Whether a community is urban on the day; null where the class is not known or the region is no community.</summary>
    public bool? IsUrban(RegionCode code, DateOnly on) => Find(code, on)?.UrbanRural?.IsUrban;

    /// <summary>Whether it is valid on any of these days, both inclusive.</summary>
    public bool IsValidBetween(RegionCode code, DateOnly first, DateOnly last) =>
        first <= last
        && (
            Find(code, first) is not null
            || Find(code, last) is not null
            || (
                this.versions.TryGetValue(code, out var versions)
                && versions.Any(r => r.ValidFrom is { } from && first <= from && from <= last && Find(code, from) is not null)
            )
        );

    private IEnumerable<Region> Above(Region region, DateOnly on)
    {
        for (var one = region; one.Parent is { } parent && Find(parent, on) is { } above; one = above)
            yield return above;
    }

    private static IEnumerable<Region> ToCounty(Region region, Func<RegionCode, IEnumerable<Region>> below) =>
        region.Level switch
        {
            > RegionLevel.County => [],
            RegionLevel.County => [region],
            _ => below(region.Code).SelectMany(child => ToCounty(child, below)).Prepend(region),
        };

    /// <summary>
    /// The version by which the code's territory went to another on or before the day: its own end, or that of the region above which ended
    /// it.
    /// </summary>
    private (Region Region, DateOnly Last)? EndedBefore(RegionCode code, DateOnly on)
    {
        foreach (var one in code.SelfAndAbove())
        {
            if (
                this.versions.TryGetValue(one, out var versions)
                && Array.FindLast(versions, r => r.ValidTo < on) is { Successor: not null } ended
            )
            {
                return (ended, ended.ValidTo!.Value);
            }
        }

        return null;
    }
}
