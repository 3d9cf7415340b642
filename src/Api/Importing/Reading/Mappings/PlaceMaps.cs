using System.Collections.Frozen;
using Grid.Domain.Regions;

namespace Grid.Api.Importing.Reading.Mappings;

/// <summary>Brings offices of a file to the register's: by code, by name, by the table, by the region where the table allows it.</summary>
internal sealed class OfficeMap
{
    private readonly OfficeDirectory offices;
    private readonly FrozenDictionary<string, string?> table;
    private readonly FrozenDictionary<string, Office[]> byName;
    private readonly bool regionMeansMainOffice;
    private readonly DateOnly today;

    public OfficeMap(OfficeDirectory offices, FrozenDictionary<string, string?> table, bool regionMeansMainOffice, DateOnly today)
    {
        (this.offices, this.table, this.regionMeansMainOffice, this.today) = (offices, table, regionMeansMainOffice, today);
        byName = offices.All.GroupBy(office => ValueText.Of(office.Name)).ToFrozenDictionary(group => group.Key, group => group.ToArray());
    }

    /// <summary>The office that a value means; null with the reason where there is none.</summary>
    public Office? Find(string text, out string fault)
    {
        fault = ImportFaultCodes.UnknownOffice;
        var value = ValueText.Of(text);
        if (table.TryGetValue(value, out var mapped))
            return offices.Find(mapped);
        if (offices.Find(value) is { } office)
            return office;
        if (byName.TryGetValue(value, out var named))
        {
            fault = ImportFaultCodes.OfficeNotClear;
            return named is [var one] ? one : null;
        }

        return regionMeansMainOffice ? MainOffice(value) : null;
    }

    /// <summary>The office that has this one's cases today: itself while it has not ended; null when none has.</summary>
    public Office? Today(Office office) => office.ValidTo < today ? offices.SuccessorOf(office, today) : office;

    private Office? MainOffice(string value) =>
        (RegionCode.TryParse(value, out var code) || RegionCode.TryParsePadded(value, out code))
        && offices.Regions.Current(code, today) is { } region
        && offices.In(region.Code, today) is [var main, ..]
            ? main
            : null;
}

/// <summary>Brings region codes of a file, abolished ones too, to those of today.</summary>
internal sealed class RegionMap(RegionTree regions, FrozenDictionary<string, string?> table, DateOnly today)
{
    /// <summary>
    /// True when the value is understood. The code is that of the table, which may be null, as if nothing were given; else of the successor
    /// where the register knows one; else as given if it can be a region, which may have been abolished long ago or lie in another
    /// province.
    /// </summary>
    public bool TryMap(string text, out string? code)
    {
        var value = ValueText.Of(text);
        if (table.TryGetValue(value, out code))
            return true;
        if (!RegionCode.IsProvince(value) || !(RegionCode.TryParsePadded(value, out var region) || RegionCode.TryParse(value, out region)))
            return false;
        code = regions.Current(region, today)?.Code.Value ?? region.Value;
        return true;
    }
}
