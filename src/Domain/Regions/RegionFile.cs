using System.Text.Json;
using Grid.Domain.Data;

namespace Grid.Domain.Regions;

/// <summary>
/// Reads <c>regions/&lt;province&gt;.json</c>: <c>{ "province": "36", "source": …, "regions": [ { "code", "name", "en"?, "level"?,
/// "parent"?, "class"?, "from"?, "to"?, "successor"?, "statisticsCode"? } … ] }</c>, in any order. Errors name the place: a code that is
/// none, a region of another province, an orphan, versions that overlap, a level that the digits contradict, a class on what is no
/// community.
/// </summary>
internal static class RegionFile
{
    public static IReadOnlyList<Region> Parse(DataFile file)
    {
        var reader = new DataFileReader(file.Name);
        using var document = reader.Parse(file.Content);
        var root = document.RootElement;
        reader.OnlyKnown(root, "", "province", "source", "note", "regions");
        if (!RegionCode.TryParse(reader.Text(root, "", "province"), out var province) || province.Level != RegionLevel.Province)
            reader.Error("province", "must be the two digits of a province");

        var rows = new List<(string Where, Region Region)>();
        foreach (var (where, item) in reader.Items(root, "regions"))
        {
            if (item.ValueKind != JsonValueKind.Object)
                reader.Error(where, "must be an object");
            else if (Row(reader, where, item) is { } region)
                rows.Add((where, region));
        }

        reader.ThrowIfErrors();
        Check(reader, rows, province);
        reader.ThrowIfErrors();
        return [.. rows.Select(row => row.Region)];
    }

    private static Region? Row(DataFileReader reader, string where, JsonElement item)
    {
        reader.OnlyKnown(item, where, "code", "name", "en", "level", "parent", "class", "from", "to", "successor", "statisticsCode");
        var code = Code(reader, item, where, "code", required: true);
        var name = reader.Text(item, where, "name");
        if (code is not { } own || name is null)
            return null;

        var level = reader.Text(item, where, "level", required: false);
        if (level is not null && !string.Equals(level, own.Level.ToString(), StringComparison.OrdinalIgnoreCase))
            reader.Error($"{where}.level", $"'{level}' contradicts the code {own}, which is a {own.Level}");

        UrbanRuralClass? urbanRural = null;
        if (reader.Text(item, where, "class", required: false) is { } text)
        {
            if (own.Level != RegionLevel.Community)
                reader.Error($"{where}.class", $"{own} is a {own.Level}; only a community has an urban-rural class");
            else if (!UrbanRuralClass.TryParse(text, out urbanRural))
                reader.Error($"{where}.class", $"'{text}' is not one of {string.Join(", ", UrbanRuralClass.All)}");
        }

        var region = new Region(own, name)
        {
            EnglishName = reader.Text(item, where, "en", required: false),
            Parent = Code(reader, item, where, "parent", required: false) ?? own.Parent,
            UrbanRural = urbanRural,
            ValidFrom = reader.Date(item, where, "from", required: false),
            ValidTo = reader.Date(item, where, "to", required: false),
            Successor = Code(reader, item, where, "successor", required: false),
            StatisticsCode = reader.Text(item, where, "statisticsCode", required: false),
        };
        if (region.ValidTo < region.ValidFrom)
            reader.Error($"{where}.to", "lies before 'from'");
        if (region.Parent is { } parent && (parent == own || !own.IsWithin(parent)))
            reader.Error($"{where}.parent", $"{own} does not begin with the digits of {parent}");
        return region;
    }

    private static void Check(DataFileReader reader, List<(string Where, Region Region)> rows, RegionCode province)
    {
        var known = rows.Select(row => row.Region.Code).ToHashSet();
        if (!known.Contains(province))
            reader.Error("regions", $"the province {province} itself is missing");
        foreach (var (where, region) in rows)
        {
            if (!region.Code.IsWithin(province))
                reader.Error($"{where}.code", $"{region.Code} is not of the province {province}");
            else if (region.Parent is { } parent && !known.Contains(parent))
                reader.Error($"{where}.code", $"{region.Code} is an orphan: {parent} is not in the file");
            if (region.Successor is { } successor && (successor == region.Code || region.ValidTo is null || !known.Contains(successor)))
                reader.Error($"{where}.successor", $"{successor} must be another region of the file, and 'to' must be given");
        }

        foreach (var versions in rows.GroupBy(row => row.Region.Code).Where(g => g.Count() > 1))
        {
            var inOrder = versions.OrderBy(row => row.Region.ValidFrom ?? DateOnly.MinValue).ToList();
            foreach (var (earlier, later) in inOrder.Zip(inOrder.Skip(1)))
            {
                if ((earlier.Region.ValidTo ?? DateOnly.MaxValue) >= (later.Region.ValidFrom ?? DateOnly.MinValue))
                    reader.Error($"{later.Where}.code", $"{versions.Key} is already at {earlier.Where}, for the same time");
            }
        }

        Successors(reader, rows);
        foreach (
            var twice in rows.Where(row => row.Region is { StatisticsCode: not null, ValidTo: null })
                .GroupBy(row => row.Region.StatisticsCode!, StringComparer.Ordinal)
                .Where(g => g.Count() > 1)
        )
        {
            reader.Error($"{twice.Last().Where}.statisticsCode", $"{twice.Key} is already at {twice.First().Where}");
        }
    }

    /// <summary>
    /// A successor is there on the day after. Thus each step along successors leads to a version that ends later, and no ring can form: of
    /// two that name each other, one does not exist any more when the other ends.
    /// </summary>
    private static void Successors(DataFileReader reader, List<(string Where, Region Region)> rows)
    {
        foreach (var (where, region) in rows.Where(row => row.Region is { Successor: not null, ValidTo: not null }))
        {
            var (successor, next) = (region.Successor!.Value, region.ValidTo!.Value.AddDays(1));
            if (successor.Level != region.Level)
            {
                reader.Error($"{where}.successor", $"{successor} is a {successor.Level}, {region.Code} a {region.Level}");
            }
            else if (
                rows.Any(row => row.Region.Code == successor)
                && !rows.Any(row => row.Region.Code == successor && row.Region.IsValidOn(next))
            )
            {
                reader.Error($"{where}.successor", $"{successor} is not valid on {next:yyyy-MM-dd}, the day after {region.Code} ends");
            }
        }
    }

    private static RegionCode? Code(DataFileReader reader, JsonElement item, string where, string name, bool required)
    {
        var text = reader.Text(item, where, name, required);
        if (text is null)
            return null;
        if (RegionCode.TryParse(text, out var code) && code.Value == text)
            return code;
        reader.Error($"{where}.{name}", $"'{text}' is no region code (6, 9 or 12 digits)");
        return null;
    }
}
