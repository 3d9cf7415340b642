using System.Text.Json;
using Grid.Domain.Data;
using Grid.Domain.Persons;
using Grid.Domain.Text;

namespace Grid.Domain.Regions;

/// <summary>
/// Reads <c>offices/&lt;province&gt;.json</c>: <c>{ "source": …, "offices": [ { "code", "name", "en"?, "kind"?, "seat"?, "telephone",
/// "address", "entrustedBy"?, "owner"?, "responsible"?, "from"?, "to"?, "successor"? } … ] }</c>. Without a kind, a county or higher has an
/// employment service and a street or community a grassroots platform. Errors name the place.
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

            foreach (
                var office in offices.Values.Where(o =>
                    o.EntrustedBy is { } by && offices.GetValueOrDefault(by)?.Kind != OfficeKind.EmploymentService
                )
            )
            {
                reader.Error(office.Code.Value, $"entrustedBy {office.EntrustedBy} is no employment service of a county or higher");
            }

            foreach (var office in offices.Values)
                Successor(reader, office, offices);
            foreach (
                var group in offices.Values.GroupBy(o => o.Region).Where(g => g.All(o => o.Code.Serial != 1 || o.EntrustedBy is not null))
            )
            {
                reader.Error(group.First().Code.Value, $"the region {group.Key} has no main office (serial 01)");
            }

            reader.ThrowIfErrors();
        }

        return [.. offices.Values];
    }

    private static Office? Row(DataFileReader reader, RegionTree regions, string where, JsonElement item)
    {
        reader.OnlyKnown(
            item,
            where,
            "code",
            "name",
            "en",
            "kind",
            "seat",
            "telephone",
            "address",
            "entrustedBy",
            "owner",
            "responsible",
            "from",
            "to",
            "successor"
        );
        var text = reader.Text(item, where, "code");
        var name = reader.Text(item, where, "name");
        var telephone = reader.Text(item, where, "telephone");
        var address = reader.Text(item, where, "address");
        if (text is null || name is null || telephone is null || address is null)
            return null;
        if (!OfficeCode.TryParse(text, out var code))
            return Wrong("code", $"'{text}' is no office code (a region code of 6, 9 or 12 digits and two more)");
        if (regions.FirstDay(code.Region) is not { } since)
            return Wrong("code", $"{code.Region} is no region of the tree");

        // Without a day of its own it begins when its region and its seat are there.
        var seat = code.Region;
        if (
            reader.Text(item, where, "seat", required: false) is { } seatText
            && (!RegionCode.TryParse(seatText, out seat) || !seat.IsWithin(code.Region) || regions.FirstDay(seat) is null)
        )
        {
            return Wrong("seat", $"'{seatText}' is no region within {code.Region}");
        }

        var (from, to) = (reader.Date(item, where, "from", required: false), reader.Date(item, where, "to", required: false));
        var begins = from ?? (regions.FirstDay(seat) is { } firstDay && firstDay > since ? firstDay : since);
        if (to < begins)
            return Wrong("to", $"lies before the first day, {begins:yyyy-MM-dd}");
        if (regions.Find(code.Region, begins) is null)
            return Wrong("from", $"{code.Region} is not valid on {begins:yyyy-MM-dd}");
        if (regions.LastDay(code.Region, begins) is { } end && (to is null || to > end))
        {
            return Wrong(
                "to",
                $"{code.Region} ends on {end:yyyy-MM-dd}: the office must end by then, with a 'successor' while it holds anything"
            );
        }

        if (regions.Find(seat, begins) is null)
            return Wrong("seat", $"{seat} is not valid on {begins:yyyy-MM-dd}");
        if (regions.LastDay(seat, begins) is { } gone && (to is null || to > gone))
        {
            return Wrong(
                "seat",
                $"{seat} ends on {gone:yyyy-MM-dd}: end the office by then, and give another code to the one that goes on elsewhere"
            );
        }

        if (regions.CountyOf(seat, begins) is not { } unit)
            return Wrong("seat", $"the office of {code.Region} must name the county in which its counter is");

        var highEnough = code.Region.Level <= RegionLevel.County;
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

        List<(DateOnly From, OfficeClass Class)> classes = highEnough ? [(begins, OfficeClass.Urban)] : [];
        for (
            DateOnly? day = begins;
            !highEnough && day is { } on && (to is null || on <= to);
            day = regions.Find(seat, on)!.ValidTo?.AddDays(1)
        )
        {
            if (regions.IsUrban(seat, on) is not { } urban)
            {
                return Wrong(
                    "seat",
                    $"{seat} has no urban-rural class: a street's or town's office must name the community in which it is"
                );
            }

            classes.Add((on, urban ? OfficeClass.Urban : OfficeClass.Rural));
        }

        OfficeCode? successor = null;
        if (reader.Text(item, where, "successor", required: false) is { } successorText)
        {
            if (to is null || !OfficeCode.TryParse(successorText, out var next) || next == code)
                return Wrong("successor", $"'{successorText}' must be another office, and 'to' must be given");
            successor = next;
        }

        return new Office
        {
            Code = code,
            Name = name,
            EnglishName = reader.Text(item, where, "en", required: false),
            Kind = kind,
            Seat = seat,
            Classes = classes,
            CountingUnit = unit.Code,
            ValidFrom = begins == DateOnly.MinValue ? null : begins,
            ValidTo = to,
            Successor = successor,
            Telephone = telephone,
            Address = address,
            EntrustedBy = entrustedBy,
            Owner = Owner(reader, where, item),
            Responsible = Responsible(reader, where, item),
        };

        Office? Wrong(string field, string what)
        {
            reader.Error($"{where}.{field}", what);
            return null;
        }
    }

    /// <summary>It is there on the day after. Thus each step along successors leads to one that ends later, and no ring can form.</summary>
    private static void Successor(DataFileReader reader, Office office, Dictionary<OfficeCode, Office> offices)
    {
        if (office.Successor is not { } successor)
            return;
        var next = office.ValidTo!.Value.AddDays(1);
        if (!offices.TryGetValue(successor, out var found))
            reader.Error($"{office.Code}.successor", $"{successor} is not in the file");
        else if (!found.IsValidOn(next))
            reader.Error($"{office.Code}.successor", $"{successor} is not valid on {next:yyyy-MM-dd}, the day after {office.Code} ends");
    }

    private static OfficeOwner? Owner(DataFileReader reader, string where, JsonElement item)
    {
        if (!item.TryGetProperty("owner", out var owner))
            return null;
        var place = $"{where}.owner";
        if (owner.ValueKind != JsonValueKind.Object)
        {
            reader.Error(place, "must be an object: unit and person");
            return null;
        }

        reader.OnlyKnown(owner, place, "unit", "person");
        var (unit, person) = (reader.Text(owner, place, "unit"), reader.Text(owner, place, "person"));
        return unit is null || person is null ? null : new OfficeOwner(unit, person);
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
