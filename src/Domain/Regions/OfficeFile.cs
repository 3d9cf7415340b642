using System.Text.Json;
using Grid.Domain.Data;
using Grid.Domain.Persons.Duties;
using Grid.Domain.Text;

namespace Grid.Domain.Regions;

/// <summary>
/// Reads <c>offices/&lt;province&gt;.json</c>: <c>{ "source": …, "offices": [ { "code", "name", "en"?, "kind"?, "seat"?, "telephone", "address",
/// "entrustedBy"?, "responsible"? } … ] }</c>. Without a kind, a county or higher has an employment service and a street or community a grassroots platform. Errors name the place.
/// </summary>
internal static class OfficeFile
{
    public static IReadOnlyList<Office> Parse(RegionTree regions, IEnumerable<DataFile> files)
    {
        var offices = new Dictionary<OfficeCode, Office>();
        foreach (var file in files)
        {
            var reader = new DataFileReader(file.Name);
            using var document = reader.Parse(file.Content);
            var root = document.RootElement;
            reader.OnlyKnown(root, "", "source", "note", "offices");
            foreach (var (where, item) in reader.Items(root, "offices"))
            {
                if (item.ValueKind != JsonValueKind.Object)
                    reader.Error(where, "must be an object");
                else if (Row(reader, regions, where, item) is { } office && !offices.TryAdd(office.Code, office))
                    reader.Error($"{where}.code", $"{office.Code} is given twice");
            }

            foreach (var office in offices.Values.Where(o => o.EntrustedBy is { } by && offices.GetValueOrDefault(by)?.Kind != OfficeKind.EmploymentService))
                reader.Error(office.Code.Value, $"entrustedBy {office.EntrustedBy} is no employment service of a county or higher");
            foreach (var group in offices.Values.GroupBy(o => o.Region).Where(g => g.All(o => o.Code.Serial != 1 || o.EntrustedBy is not null)))
                reader.Error(group.First().Code.Value, $"the region {group.Key} has no main office (serial 01)");
            reader.ThrowIfErrors();
        }

        return [.. offices.Values];
    }

    private static Office? Row(DataFileReader reader, RegionTree regions, string where, JsonElement item)
    {
        reader.OnlyKnown(item, where, "code", "name", "en", "kind", "seat", "telephone", "address", "entrustedBy", "responsible");
        var text = reader.Text(item, where, "code");
        var name = reader.Text(item, where, "name");
        var telephone = reader.Text(item, where, "telephone");
        var address = reader.Text(item, where, "address");
        if (text is null || name is null || telephone is null || address is null)
            return null;
        if (!OfficeCode.TryParse(text, out var code))
            return Wrong("code", $"'{text}' is no office code (a region code of 6, 9 or 12 digits and two more)");
        if (regions.Find(code.Region) is not { } region)
            return Wrong("code", $"{code.Region} is no region of today's tree");

        var highEnough = region.Level <= RegionLevel.County;
        var kind = highEnough ? OfficeKind.EmploymentService : OfficeKind.GrassrootsPlatform;
        if (reader.Text(item, where, "kind", required: false) is { } kindText && !TryKind(kindText, out kind))
            return Wrong("kind", $"'{kindText}' is not one of employmentService, grassrootsPlatform, disabledEmploymentService");
        if (kind != OfficeKind.GrassrootsPlatform && !highEnough)
            return Wrong("kind", "only a county or higher has it");
        if (kind == OfficeKind.GrassrootsPlatform && highEnough)
            return Wrong("kind", "only a street, town or community has it");

        OfficeCode? entrustedBy = null;
        if (reader.Text(item, where, "entrustedBy", required: kind == OfficeKind.DisabledEmploymentService) is { } by)
        {
            if (kind != OfficeKind.DisabledEmploymentService || !OfficeCode.TryParse(by, out var parsed))
                return Wrong("entrustedBy", "must be an office code, and only for a disabledEmploymentService");
            entrustedBy = parsed;
        }

        var seat = code.Region;
        if (reader.Text(item, where, "seat", required: false) is { } seatText
            && (!RegionCode.TryParse(seatText, out seat) || regions.Find(seat) is null || !seat.IsWithin(code.Region)))
            return Wrong("seat", $"'{seatText}' is no region within {code.Region}");
        if (regions.CountyOf(seat) is not { } unit)
            return Wrong("seat", $"the office of {code.Region} must name the county in which its counter stands");

        var urban = highEnough ? true : regions.IsUrban(seat);
        if (urban is null)
            return Wrong("seat", $"{seat} has no urban-rural class: a street's or town's office must name the community in which it stands");
        return new Office
        {
            Code = code, Name = name, EnglishName = reader.Text(item, where, "en", required: false), Kind = kind, Seat = seat,
            Class = urban.Value ? OfficeClass.Urban : OfficeClass.Rural, CountingUnit = unit.Code,
            Telephone = telephone, Address = address, EntrustedBy = entrustedBy,
            Responsible = Responsible(reader, where, item),
        };

        Office? Wrong(string field, string what)
        {
            reader.Error($"{where}.{field}", what);
            return null;
        }
    }

    private static Dictionary<string, string> Responsible(DataFileReader reader, string where, JsonElement item)
    {
        var clerks = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!item.TryGetProperty("responsible", out var rule))
            return clerks;
        if (rule.ValueKind != JsonValueKind.Object)
        {
            reader.Error($"{where}.responsible", "must be an object: a duty's kind, or default, and the clerk's subject");
            return clerks;
        }

        var place = $"{where}.responsible";
        reader.OnlyKnown(rule, place, ["default", .. Enum.GetValues<DutyKind>().Select(EnumName.Of)]);
        foreach (var member in rule.EnumerateObject())
        {
            if (reader.Text(rule, place, member.Name) is { } subject)
                clerks[member.Name] = subject;
        }

        return clerks;
    }

    private static bool TryKind(string text, out OfficeKind kind)
    {
        var known = Enum.GetValues<OfficeKind>().Where(k => EnumName.Of(k) == text).ToList();
        kind = known.FirstOrDefault();
        return known.Count == 1;
    }
}
