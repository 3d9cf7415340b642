using System.Globalization;
using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Numbers;

/// <summary>What <see cref="RegistrationNumber"/> and <see cref="ApplicationNumber"/> share: region, date, serial, check digit.</summary>
internal static class NumberText
{
    public const int RegionLength = 6;
    public const int SerialLength = 7;

    public static NumberError Read(string? text, int length, string dateFormat, out string value)
    {
        value = "";
        if (text is { Length: > TypedText.MaximumLength })
            return NumberError.BadLength;

        value = text is null ? "" : TypedText.Compact(text);
        return value.Length == 0 ? NumberError.Empty
            : !TypedText.AreDigits(value) ? NumberError.BadCharacter
            : value.Length != length ? NumberError.BadLength
            : !DateOnly.TryParseExact(
                value.AsSpan(RegionLength, dateFormat.Length),
                dateFormat,
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out _
            )
                ? NumberError.BadDate
            : !Mod1110.Fits(value) ? NumberError.BadCheckDigit
            : NumberError.None;
    }

    public static string Compose(string region, DateOnly date, string dateFormat, int serial)
    {
        ArgumentNullException.ThrowIfNull(region);
        if (region.Length != RegionLength || !TypedText.AreDigits(region))
            throw new ArgumentException("A region code of 6 digits is expected.", nameof(region));

        ArgumentOutOfRangeException.ThrowIfNegative(serial);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(serial, 9_999_999);
        var digits = string.Create(
            CultureInfo.InvariantCulture,
            $"{region}{date.ToString(dateFormat, CultureInfo.InvariantCulture)}{serial:D7}"
        );
        return digits + Mod1110.Check(digits);
    }

    public static int SerialOf(string value) =>
        int.Parse(value.AsSpan(value.Length - SerialLength - 1, SerialLength), CultureInfo.InvariantCulture);
}

/// <summary>Why a text is no number of this register.</summary>
[JsonConverter(typeof(StrictEnumConverter<NumberError>))]
public enum NumberError
{
    None = 0,
    Empty,
    BadLength,

    /// <summary>A character that is not a digit; in a platform's number, neither letter nor digit nor hyphen.</summary>
    BadCharacter,

    /// <summary>The date or month in the number is not in the calendar.</summary>
    BadDate,

    /// <summary>The check digit does not fit: a typing slip.</summary>
    BadCheckDigit,
}

/// <summary>
/// ISO 7064 MOD 11,10: one check digit for a number of digits. It finds every single wrong digit and nearly every swap of neighbours.
/// </summary>
internal static class Mod1110
{
    /// <summary>The check digit to append.</summary>
    public static char Check(ReadOnlySpan<char> digits)
    {
        var product = 10;
        foreach (var digit in digits)
        {
            var sum = (product + digit - '0') % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }

        return (char)('0' + ((11 - product) % 10));
    }

    /// <summary>True if the last digit is the check digit of those before it.</summary>
    public static bool Fits(ReadOnlySpan<char> digits) => Check(digits[..^1]) == digits[^1];
}
