using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Regions;

/// <summary>
/// The code of a region. One canonical form, the one that everybody writes: six digits of GB/T 2260 for province, city and county
/// (<c>360000</c>, <c>360100</c>, <c>360102</c>), nine for street or town, twelve for community or village. The short forms
/// <c>36</c> and <c>3601</c> are read and become the six-digit ones, so that equal regions have equal codes.
/// <para>
/// The digits alone give the level and the chain above. They do not say whether a region exists, nor whether a city has counties
/// (<c>441900</c> has streets directly below): that is the tree's, see <see cref="RegionTree"/>.
/// </para>
/// </summary>
[JsonConverter(typeof(RegionCodeJson))]
public readonly record struct RegionCode : IComparable<RegionCode>
{
    private readonly string? value;

    private RegionCode(string value) => this.value = value;

    /// <summary>6, 9 or 12 digits. Throws for <c>default</c>, which is no code.</summary>
    public string Value => value ?? throw new InvalidOperationException("A region code that was never set.");

    public RegionLevel Level =>
        Value.Length switch
        {
            12 => RegionLevel.Community,
            9 => RegionLevel.Town,
            _ when Value.EndsWith("0000", StringComparison.Ordinal) => RegionLevel.Province,
            _ when Value.EndsWith("00", StringComparison.Ordinal) => RegionLevel.City,
            _ => RegionLevel.County,
        };

    /// <summary>The digits that all codes within this region begin with: 2, 4, 6, 9 or 12 of them.</summary>
    public string Prefix => Value[..PrefixLength];

    /// <summary>
    /// The region one level up by the digits; null for a province. The parent of <c>441900003</c> is the city <c>441900</c>.
    /// </summary>
    public RegionCode? Parent =>
        Level switch
        {
            RegionLevel.Province => null,
            RegionLevel.City => new RegionCode(Value[..2] + "0000"),
            RegionLevel.County => new RegionCode(Value[..4] + "00"),
            RegionLevel.Town => new RegionCode(Value[..6]),
            _ => new RegionCode(Value[..9]),
        };

    /// <summary>The province above, or the code itself.</summary>
    public RegionCode Province => new(Value[..2] + "0000");

    private int PrefixLength =>
        Level switch
        {
            RegionLevel.Province => 2,
            RegionLevel.City => 4,
            _ => Value.Length,
        };

    /// <summary>True for the region itself and for all below it, by the digits.</summary>
    public bool IsWithin(RegionCode ancestor) => Value.StartsWith(ancestor.Prefix, StringComparison.Ordinal);

    /// <summary>The code itself first, then what is above it, the province last.</summary>
    public IEnumerable<RegionCode> SelfAndAbove()
    {
        for (RegionCode? code = this; code is { } here; code = here.Parent)
            yield return here;
    }

    /// <summary>Throws <see cref="FormatException"/> for what is no code.</summary>
    public static RegionCode Parse(string text) =>
        TryParse(text, out var code) ? code : throw new FormatException("A region code has 2, 4, 6, 9 or 12 digits, such as 360102.");

    /// <summary>
    /// Reads 2, 4, 6, 9 or 12 ASCII digits. Not a code: the first two digits below 11, a county below city <c>00</c>, a street <c>000</c>
    /// or community <c>000</c>. The statistics bureau writes a region above the community with zeros to the right; see
    /// <see cref="TryParsePadded"/>.
    /// </summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out RegionCode code)
    {
        code = default;
        if (text is not { Length: 2 or 4 or 6 or 9 or 12 } || !text.All(char.IsAsciiDigit))
            return false;
        var full = text.Length < 6 ? text.PadRight(6, '0') : text;
        if (string.CompareOrdinal(full[..2], "11") < 0 || (text.Length == 4 && text.EndsWith("00", StringComparison.Ordinal)))
            return false;
        if (full[2..4] == "00" && full[4..] != "00")
            return false;
        if (full.Length >= 9 && full[6..9] == "000")
            return false;
        if (full.Length == 12 && full[9..] == "000")
            return false;
        code = new RegionCode(full);
        return true;
    }

    /// <summary>Reads the twelve-digit form with zeros to the right: <c>360102000000</c> is the county <c>360102</c>.</summary>
    public static bool TryParsePadded(string? text, out RegionCode code)
    {
        code = default;
        if (text is not { Length: 12 })
            return false;
        if (text.EndsWith("000000", StringComparison.Ordinal))
            return TryParse(text[..6], out code);
        return TryParse(text.EndsWith("000", StringComparison.Ordinal) ? text[..9] : text, out code);
    }

    /// <summary>
    /// True when the first two digits are those of a province, as GB/T 2260 gives them (71, 81 and 82 to Taiwan, Hong Kong and Macao; 83 to
    /// the residence permits of Taiwan). They have never been given back, while counties are abolished and stay in identity numbers and
    /// addresses.
    /// </summary>
    public static bool IsProvince(ReadOnlySpan<char> text) =>
        text.Length >= 2
        && (text[0], text[1])
            is
                ('1', >= '1' and <= '5')
                or
                ('2', >= '1' and <= '3')
                or
                ('3', >= '1' and <= '7')
                or
                ('4', >= '1' and <= '6')
                or
                ('5', >= '0' and <= '4')
                or
                ('6', >= '1' and <= '5')
                or
                ('7', '1')
                or
                ('8', >= '1' and <= '3');

    /// <summary>By digits, a region before those within it.</summary>
    public int CompareTo(RegionCode other) => string.CompareOrdinal(value, other.value);

    public static bool operator <(RegionCode left, RegionCode right) => left.CompareTo(right) < 0;

    public static bool operator >(RegionCode left, RegionCode right) => left.CompareTo(right) > 0;

    public static bool operator <=(RegionCode left, RegionCode right) => left.CompareTo(right) <= 0;

    public static bool operator >=(RegionCode left, RegionCode right) => left.CompareTo(right) >= 0;

    public override string ToString() => value ?? "";
}

/// <summary>
/// A region code is a text in JSON, also as the name of a member. The short forms are read, the canonical one is written.
/// </summary>
public sealed class RegionCodeJson : TextValueConverter<RegionCode>
{
    protected override string? Parse(string text, out RegionCode value) =>
        RegionCode.TryParse(text, out value) ? null : "not 2, 4, 6, 9 or 12 digits of a region";

    protected override string Format(RegionCode value) => value.Value;
}
