using System.Collections.Frozen;
using Grid.Domain.Data;

namespace Grid.Domain.Regions;

/// <summary>
/// All offices of a province, those that ended and those that will begin among them: what an ended office did and holds stays its own until
/// it is moved. Who asks where something new may go names the day. Immutable, safe for any number of threads.
/// </summary>
public sealed class OfficeDirectory
{
    private readonly FrozenDictionary<OfficeCode, Office> byCode;
    private readonly FrozenDictionary<RegionCode, Office[]> byRegion;
    private readonly Office[] ending;

    internal OfficeDirectory(RegionTree regions, IEnumerable<Office> offices)
    {
        Regions = regions;
        All = [.. offices.OrderBy(o => o.Region).ThenBy(o => o.Code)];
        ending = [.. All.Where(o => o.ValidTo is not null)];
        byCode = All.ToFrozenDictionary(o => o.Code);
        byRegion = All.GroupBy(o => o.Region).ToFrozenDictionary(g => g.Key, g => g.ToArray());
    }

    /// <summary>The tree of the offices' regions.</summary>
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

    /// <summary>Whatever the day: for what an office is called, where it counts and what it holds.</summary>
    public Office? Find(OfficeCode code) => byCode.GetValueOrDefault(code);

    /// <summary>By text; null also for what is no office code.</summary>
    public Office? Find(string? code) => OfficeCode.TryParse(code, out var parsed) ? Find(parsed) : null;

    /// <summary>Null also for one that has ended by the day, or begins later: for what may come to an office.</summary>
    public Office? Find(OfficeCode code, DateOnly on) => Find(code) is { } office && office.IsValidOn(on) ? office : null;

    /// <summary>By text; null also for what is no office code.</summary>
    public Office? Find(string? code, DateOnly on) => OfficeCode.TryParse(code, out var parsed) ? Find(parsed, on) : null;

    /// <summary>
    /// The office that has an ended one's cases on the day: its successor, or that one's; null for one that has not ended, or leads to
    /// none.
    /// </summary>
    public Office? SuccessorOf(Office office, DateOnly on)
    {
        ArgumentNullException.ThrowIfNull(office);

        // Each step leads to one that ends later, by the reading of the files.
        for (var one = office; one.ValidTo < on && one.Successor is { } next && Find(next) is { } found; one = found)
        {
            if (found.IsValidOn(on))
                return found;
        }

        return null;
    }

    /// <summary>The offices that have ended by the day and whose successor is among these.</summary>
    public IEnumerable<Office> TakenOverBy(Func<Office, bool> successor, DateOnly on) =>
        ending.Where(office => SuccessorOf(office, on) is { } next && successor(next));

    /// <summary>The offices of the region itself on the day, the main one first.</summary>
    public IReadOnlyList<Office> In(RegionCode region, DateOnly on) =>
        byRegion.TryGetValue(region, out var offices) ? [.. offices.Where(office => office.IsValidOn(on))] : [];

    /// <summary>The offices of the region and of all regions below it, whatever the day.</summary>
    public IEnumerable<Office> Within(RegionCode region) => All.Where(o => o.Region.IsWithin(region));

    /// <summary>Whether an office belongs to the region or to one below it: what a caller of that region may see.</summary>
    public bool IsWithin(OfficeCode office, RegionCode region) => byCode.ContainsKey(office) && office.Region.IsWithin(region);

    /// <summary>
    /// The office above: of an entrusted agency the one that entrusted it, else the main office of the nearest region above that has one on
    /// the day. Null at the top. Overdue cases go to its supervisors.
    /// </summary>
    public Office? SupervisorOf(Office office, DateOnly on)
    {
        ArgumentNullException.ThrowIfNull(office);
        if (office.EntrustedBy is { } entrusting && Find(entrusting, on) is { } by)
            return by;
        if (In(office.Region, on) is [var main, ..] && main.Code != office.Code)
            return main;
        return office.Region.SelfAndAbove().Skip(1).Select(above => In(above, on)).FirstOrDefault(found => found.Count > 0)?[0];
    }
}
