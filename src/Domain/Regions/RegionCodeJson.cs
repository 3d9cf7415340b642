using Grid.Domain.Text;

namespace Grid.Domain.Regions;

/// <summary>A region code is a text in JSON, also as the name of a member. The short forms are read, the canonical one is written.</summary>
public sealed class RegionCodeJson : TextValueConverter<RegionCode>
{
    protected override string? Parse(string text, out RegionCode value) =>
        RegionCode.TryParse(text, out value) ? null : "not 2, 4, 6, 9 or 12 digits of a region";

    protected override string Format(RegionCode value) => value.Value;
}
