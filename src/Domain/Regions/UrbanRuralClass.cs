using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Regions;

/// <summary>
/// The statistics bureau's class of a community or village (城乡分类代码): 111, 112, 121, 122, 123 are urban, 210 and 220 rural. It decides whether
/// someone who registers there counts as "registered in an urban area" (79/2020 (十)).
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

    public static IReadOnlyList<UrbanRuralClass> All { get; } = [CityCore, CityFringe, TownCentre, TownFringe, Special, TownshipCentre, Village];

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
