using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Numbers;

/// <summary>
/// The number of a registration (失业登记号): 6-digit county, yyyyMM, 7-digit serial, check digit; 20 digits. It never changes after it is
/// given, not even by a transfer.
/// </summary>
[JsonConverter(typeof(RegistrationNumberConverter))]
public sealed record RegistrationNumber
{
    /// <summary>The number of digits.</summary>
    public const int Length = 20;

    private const string DateFormat = "yyyyMM";

    private RegistrationNumber(string value) => Value = value;

    public string Value { get; }

    /// <summary>The region code, 6 digits, as it was on the day the number was given.</summary>
    public string Region => Value[..NumberText.RegionLength];

    /// <summary>The first day of the month in which the number was given.</summary>
    public DateOnly Month =>
        DateOnly.ParseExact(Value.AsSpan(NumberText.RegionLength, DateFormat.Length), DateFormat, CultureInfo.InvariantCulture);

    /// <summary>The serial, 0 to 9,999,999.</summary>
    public int Serial => NumberText.SerialOf(Value);

    /// <summary>Makes the number; the region code has 6 digits, the serial lies in 0..9,999,999.</summary>
    public static RegistrationNumber Create(string region, DateOnly date, int serial) =>
        new(NumberText.Compose(region, date, DateFormat, serial));

    /// <summary>Reads a typed number; full-width digits and blanks are put right.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out RegistrationNumber? number, out NumberError error)
    {
        error = NumberText.Read(text, Length, DateFormat, out var value);
        number = error == NumberError.None ? new RegistrationNumber(value) : null;
        return number is not null;
    }

    /// <summary>Reads a number from a route.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out RegistrationNumber? number) => TryParse(text, out number, out _);

    public static RegistrationNumber Parse(string text) =>
        TryParse(text, out var number, out var error) ? number : throw new FormatException($"Not a number of this kind: {error}.");

    public override string ToString() => Value;

    private sealed class RegistrationNumberConverter : TextValueConverter<RegistrationNumber>
    {
        protected override string? Parse(string text, out RegistrationNumber? value) =>
            TryParse(text, out value, out var error) ? null : error.ToString();

        protected override string Format(RegistrationNumber value) => value.Value;
    }
}
