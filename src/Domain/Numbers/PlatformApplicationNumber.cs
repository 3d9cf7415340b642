using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Numbers;

/// <summary>
/// The national platform's own number of an application (失业登记申请编号). It is opaque: 1 to 40 letters, digits and hyphens, compared exactly,
/// case included. It is never confused with our own number; both are stored.
/// </summary>
[JsonConverter(typeof(PlatformApplicationNumberConverter))]
public sealed record PlatformApplicationNumber
{
    public const int MaximumLength = 40;

    private PlatformApplicationNumber(string value) => Value = value;

    public string Value { get; }

    /// <summary>Reads the number; blanks at its ends are taken away, nothing else is changed.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out PlatformApplicationNumber? number, out NumberError error)
    {
        var value = text is { Length: <= TypedText.MaximumLength } ? text.Trim() : text ?? "";
        error =
            value.Length == 0 ? NumberError.Empty
            : value.Length > MaximumLength ? NumberError.BadLength
            : !value.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') ? NumberError.BadCharacter
            : NumberError.None;
        number = error == NumberError.None ? new PlatformApplicationNumber(value) : null;
        return number is not null;
    }

    /// <summary>Reads a number from a route.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out PlatformApplicationNumber? number) =>
        TryParse(text, out number, out _);

    public static PlatformApplicationNumber Parse(string text) =>
        TryParse(text, out var number, out var error) ? number : throw new FormatException($"Not a platform number: {error}.");

    public override string ToString() => Value;

    private sealed class PlatformApplicationNumberConverter : TextValueConverter<PlatformApplicationNumber>
    {
        protected override string? Parse(string text, out PlatformApplicationNumber? value) =>
            TryParse(text, out value, out var error) ? null : error.ToString();

        protected override string Format(PlatformApplicationNumber value) => value.Value;
    }
}
