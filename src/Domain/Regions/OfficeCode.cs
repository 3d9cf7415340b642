using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Regions;

/// <summary>
/// The code of an office: the canonical code of its region (6, 9 or 12 digits) and a serial of two digits, <c>01</c> to <c>99</c>; so 8, 11
/// or 14 digits, and nothing but digits. <c>36010201</c> is the first office of the county <c>360102</c>. <c>01</c> is the region's main
/// office.
/// </summary>
[JsonConverter(typeof(OfficeCodeJson))]
public readonly record struct OfficeCode : IComparable<OfficeCode>
{
    private readonly string? value;

    private OfficeCode(string value) => this.value = value;

    /// <summary>8, 11 or 14 digits. Throws for <c>default</c>, which is no code.</summary>
    public string Value => value ?? throw new InvalidOperationException("An office code that was never set.");

    public RegionCode Region => RegionCode.Parse(Value[..^2]);

    /// <summary>1 to 99.</summary>
    public int Serial => ((Value[^2] - '0') * 10) + Value[^1] - '0';

    /// <summary>The code of a region's Nth office.</summary>
    public static OfficeCode Of(RegionCode region, int serial)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(serial, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(serial, 99);
        return new OfficeCode($"{region.Value}{serial:00}");
    }

    /// <summary>Throws <see cref="FormatException"/> for what is no code.</summary>
    public static OfficeCode Parse(string text) =>
        TryParse(text, out var code)
            ? code
            : throw new FormatException("An office code is a region code of 6, 9 or 12 digits and two digits more, such as 36010201.");

    public static bool TryParse([NotNullWhen(true)] string? text, out OfficeCode code)
    {
        code = default;
        if (text is not { Length: 8 or 11 or 14 } || !text.All(char.IsAsciiDigit) || text.EndsWith("00", StringComparison.Ordinal))
            return false;
        if (!RegionCode.TryParse(text[..^2], out _))
            return false;
        code = new OfficeCode(text);
        return true;
    }

    /// <summary>
    /// Whether an account with this office is of the whole province: it has none, or one of the province itself. Other accounts reach no
    /// further than the region of their office.
    /// </summary>
    public static bool IsOfProvince(string? office) =>
        string.IsNullOrEmpty(office) || (TryParse(office, out var code) && code.Region.Level == RegionLevel.Province);

    public int CompareTo(OfficeCode other) => string.CompareOrdinal(value, other.value);

    public static bool operator <(OfficeCode left, OfficeCode right) => left.CompareTo(right) < 0;

    public static bool operator >(OfficeCode left, OfficeCode right) => left.CompareTo(right) > 0;

    public static bool operator <=(OfficeCode left, OfficeCode right) => left.CompareTo(right) <= 0;

    public static bool operator >=(OfficeCode left, OfficeCode right) => left.CompareTo(right) >= 0;

    public override string ToString() => value ?? "";
}

/// <summary>An office code is a text in JSON, also as the name of a member.</summary>
public sealed class OfficeCodeJson : TextValueConverter<OfficeCode>
{
    protected override string? Parse(string text, out OfficeCode value) =>
        OfficeCode.TryParse(text, out value) ? null : "not 8, 11 or 14 digits of an office";

    protected override string Format(OfficeCode value) => value.Value;
}
