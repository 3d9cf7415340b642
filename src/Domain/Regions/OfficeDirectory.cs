using System.Collections.Frozen;
using Grid.Domain.Data;

namespace Grid.Domain.Regions;

/// <summary>All offices of a province. Immutable, safe for any number of threads.</summary>
public sealed class OfficeDirectory
{
    private readonly FrozenDictionary<OfficeCode, Office> _byCode;
    private readonly FrozenDictionary<RegionCode, Office[]> _byRegion;

    internal OfficeDirectory(RegionTree regions, IEnumerable<Office> offices)
    {
        Regions = regions;
        All = [.. offices.OrderBy(o => o.Region).ThenBy(o => o.Code)];
        _byCode = All.ToFrozenDictionary(o => o.Code);
        _byRegion = All.GroupBy(o => o.Region).ToFrozenDictionary(g => g.Key, g => g.ToArray());
    }

    /// <summary>The tree in which the offices stand.</summary>
    public RegionTree Regions { get; }

    /// <summary>By region, then by serial.</summary>
    public IReadOnlyList<Office> All { get; }

    /// <summary>Reads one or more files. Throws <see cref="DataFileException"/>; nothing is taken over then.</summary>
    public static OfficeDirectory Parse(RegionTree regions, params IEnumerable<DataFile> files)
    {
        ArgumentNullException.ThrowIfNull(regions);
        ArgumentNullException.ThrowIfNull(files);
        return new OfficeDirectory(regions, OfficeFile.Parse(regions, files));
    }

    /// <summary>The made-up offices of the sample province.</summary>
    public static OfficeDirectory LoadEmbedded(string province = "36") =>
        Parse(RegionTree.LoadEmbedded(province), EmbeddedData.Read($"offices/{province}.json"));

    public Office? Find(OfficeCode code) => _byCode.GetValueOrDefault(code);

    /// <summary>By text; null also for what is no office code.</summary>
    public Office? Find(string? code) => OfficeCode.TryParse(code, out var parsed) ? Find(parsed) : null;

    /// <summary>The offices of the region itself, the main one first.</summary>
    public IReadOnlyList<Office> In(RegionCode region) => _byRegion.TryGetValue(region, out var offices) ? offices : [];

    /// <summary>The offices of the region and of all regions below it.</summary>
    public IEnumerable<Office> Within(RegionCode region) => All.Where(o => o.Region.IsWithin(region));

    /// <summary>Whether an office belongs to the region or to one below it: what a caller of that region may see.</summary>
    public bool IsWithin(OfficeCode office, RegionCode region) => _byCode.ContainsKey(office) && office.Region.IsWithin(region);

    /// <summary>
    /// The office above: of an entrusted agency the one that entrusted it, else the main office of the nearest region above that has one. Null at the top.
    /// Overdue cases go to its supervisors.
    /// </summary>
    public Office? SupervisorOf(Office office)
    {
        ArgumentNullException.ThrowIfNull(office);
        if (office.EntrustedBy is { } entrusting)
            return Find(entrusting);
        if (In(office.Region) is [var main, ..] && main.Code != office.Code)
            return main;
        return office.Region.SelfAndAbove().Skip(1).Select(In).FirstOrDefault(found => found.Count > 0)?[0];
    }
}
