using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Regions;

/// <summary>
/// One version of a region: a name under a code for a time. A renaming is a new version under the same code; an abolition ends the last
/// version and names the successor, if there is one.
/// </summary>
public sealed record Region(RegionCode Code, string Name)
{
    /// <summary>English or pinyin name, where known.</summary>
    public string? EnglishName { get; init; }

    public RegionLevel Level => Code.Level;

    /// <summary>
    /// The region above in the tree: normally <see cref="RegionCode.Parent"/>; the province where the level between does not exist
    /// (county <c>419001</c> 济源, districts of a municipality). Null for a province.
    /// </summary>
    public RegionCode? Parent { get; init; }

    /// <summary>Of a community or village; null where it is not known or the level has none.</summary>
    public UrbanRuralClass? UrbanRural { get; init; }

    /// <summary>First day, inclusive; null: since before the register began.</summary>
    public DateOnly? ValidFrom { get; init; }

    /// <summary>Last day, inclusive; null: still valid.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>Where its territory went when it was abolished.</summary>
    public RegionCode? Successor { get; init; }

    /// <summary>
    /// The statistics bureau's code where it differs from the civil-affairs one (functional zones), without the zeros to the right.
    /// </summary>
    public string? StatisticsCode { get; init; }

    public bool IsValidOn(DateOnly date) => (ValidFrom is not { } from || from <= date) && (ValidTo is not { } to || date <= to);
}

/// <summary>The five levels of the administrative division (行政区划), from the top.</summary>
[JsonConverter(typeof(StrictEnumConverter<RegionLevel>))]
public enum RegionLevel
{
    /// <summary>省、自治区、直辖市: <c>360000</c>.</summary>
    Province = 1,

    /// <summary>地级市、自治州、地区、盟: <c>360100</c>. Some have no counties: 东莞 <c>441900</c>.</summary>
    City = 2,

    /// <summary>县、区、县级市、旗: <c>360102</c>.</summary>
    County = 3,

    /// <summary>街道、镇、乡: <c>360102002</c>.</summary>
    Town = 4,

    /// <summary>社区(居委会)、村(村委会): <c>360102002001</c>.</summary>
    Community = 5,
}

/// <summary>
/// The statistics bureau's class of a community or village (城乡分类代码): 111, 112, 121, 122, 123 are urban, 210 and 220 rural. It decides
/// whether someone who registers there counts as "registered in an urban area" (79/2020 (十)).
/// </summary>
[JsonConverter(typeof(Json))]
public sealed record UrbanRuralClass
{
    public static readonly UrbanRuralClass CityCore = new("111", "主城区", "city core");
    public static readonly UrbanRuralClass CityFringe = new("112", "城乡结合区", "urban-rural fringe");
    public static readonly UrbanRuralClass TownCentre = new("121", "镇中心区", "town centre");
    public static readonly UrbanRuralClass TownFringe = new("122", "镇乡结合区", "town-rural fringe");
    public static readonly UrbanRuralClass Special = new("123", "特殊区域", "special area");
    public static readonly UrbanRuralClass TownshipCentre = new("210", "乡中心区", "township centre");
    public static readonly UrbanRuralClass Village = new("220", "村庄", "village");

    private UrbanRuralClass(string code, string name, string englishName) => (Code, Name, EnglishName) = (code, name, englishName);

    public static IReadOnlyList<UrbanRuralClass> All { get; } =
    [CityCore, CityFringe, TownCentre, TownFringe, Special, TownshipCentre, Village];

    /// <summary>Three digits.</summary>
    public string Code { get; }

    public string Name { get; }

    public string EnglishName { get; }

    /// <summary>The first digit decides: 1 urban, 2 rural.</summary>
    public bool IsUrban => Code[0] == '1';

    public static bool TryParse(string? code, [NotNullWhen(true)] out UrbanRuralClass? found)
    {
        found = All.FirstOrDefault(c => c.Code == code);
        return found is not null;
    }

    public override string ToString() => Code;

    private sealed class Json : TextValueConverter<UrbanRuralClass>
    {
        protected override string? Parse(string text, out UrbanRuralClass? value) =>
            TryParse(text, out value) ? null : "not one of " + string.Join(", ", All);

        protected override string Format(UrbanRuralClass value) => value.Code;
    }
}
