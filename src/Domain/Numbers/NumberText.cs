using System.Globalization;
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
        {
            return NumberError.BadLength;
        }

        value = text is null ? "" : TypedText.Compact(text);
        return value.Length == 0 ? NumberError.Empty
            : !TypedText.AreDigits(value) ? NumberError.BadCharacter
            : value.Length != length ? NumberError.BadLength
            : !DateOnly.TryParseExact(value.AsSpan(RegionLength, dateFormat.Length), dateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
                ? NumberError.BadDate
            : !Mod1110.Fits(value) ? NumberError.BadCheckDigit
            : NumberError.None;
    }

    public static string Compose(string region, DateOnly date, string dateFormat, int serial)
    {
        ArgumentNullException.ThrowIfNull(region);
        if (region.Length != RegionLength || !TypedText.AreDigits(region))
        {
            throw new ArgumentException("A region code of 6 digits is expected.", nameof(region));
        }

        ArgumentOutOfRangeException.ThrowIfNegative(serial);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(serial, 9_999_999);
        var digits = string.Create(CultureInfo.InvariantCulture, $"{region}{date.ToString(dateFormat, CultureInfo.InvariantCulture)}{serial:D7}");
        return digits + Mod1110.Check(digits);
    }

    public static int SerialOf(string value) => int.Parse(value.AsSpan(value.Length - SerialLength - 1, SerialLength), CultureInfo.InvariantCulture);
}
