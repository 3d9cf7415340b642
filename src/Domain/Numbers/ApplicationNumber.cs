using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Numbers;

/// <summary>
/// The number of an application (受理编号), which is the receipt that the applicant gets: 6-digit region, yyyyMMdd, 7-digit serial, check
/// digit; 22 digits. The serials do not follow each other, so that a receipt cannot be guessed from another one.
/// </summary>
[JsonConverter(typeof(ApplicationNumberConverter))]
public sealed record ApplicationNumber
{
    /// <summary>The number of digits.</summary>
    public const int Length = 22;

    private const string DateFormat = "yyyyMMdd";

    private ApplicationNumber(string value) => Value = value;

    public string Value { get; }

    /// <summary>The region code, 6 digits, as it was on the day the number was given.</summary>
    public string Region => Value[..NumberText.RegionLength];

    /// <summary>The day on which the number was given.</summary>
    public DateOnly Date =>
        DateOnly.ParseExact(Value.AsSpan(NumberText.RegionLength, DateFormat.Length), DateFormat, CultureInfo.InvariantCulture);

    /// <summary>The serial, 0 to 9,999,999.</summary>
    public int Serial => NumberText.SerialOf(Value);

    /// <summary>Makes the number; the region code has 6 digits, the serial lies in 0..9,999,999.</summary>
    public static ApplicationNumber Create(string region, DateOnly date, int serial) =>
        new(NumberText.Compose(region, date, DateFormat, serial));

    /// <summary>Reads a typed number; full-width digits and blanks are put right.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out ApplicationNumber? number, out NumberError error)
    {
        error = NumberText.Read(text, Length, DateFormat, out var value);
        number = error == NumberError.None ? new ApplicationNumber(value) : null;
        return number is not null;
    }

    /// <summary>Reads a number from a route.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out ApplicationNumber? number) => TryParse(text, out number, out _);

    public static ApplicationNumber Parse(string text) =>
        TryParse(text, out var number, out var error) ? number : throw new FormatException($"Not a number of this kind: {error}.");

    public override string ToString() => Value;

    private sealed class ApplicationNumberConverter : TextValueConverter<ApplicationNumber>
    {
        protected override string? Parse(string text, out ApplicationNumber? value) =>
            TryParse(text, out value, out var error) ? null : error.ToString();

        protected override string Format(ApplicationNumber value) => value.Value;
    }
}
