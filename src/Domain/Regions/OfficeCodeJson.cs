using Grid.Domain.Text;

namespace Grid.Domain.Regions;

/// <summary>An office code is a text in JSON, also as the name of a member.</summary>
public sealed class OfficeCodeJson : TextValueConverter<OfficeCode>
{
    protected override string? Parse(string text, out OfficeCode value) =>
        OfficeCode.TryParse(text, out value) ? null : "not 8, 11 or 14 digits of an office";

    protected override string Format(OfficeCode value) => value.Value;
}
