using System.Buffers;
using System.Text.RegularExpressions;
using Grid.Domain.Text;

namespace Grid.Domain.Identity;

/// <summary>The grammar of <see cref="TelephoneNumber"/>, over text without blanks in form NFKC.</summary>
internal static partial class TelephoneReader
{
    private static readonly SearchValues<char> DigitsAndDash = SearchValues.Create("0123456789-");

    public static TelephoneNumberError Read(string text, out string value, out TelephoneKind kind)
    {
        value = "";
        kind = default;
        var plain = Dashes().Replace(text, "-").Trim('-');
        if (plain.Length == 0)
        {
            return TelephoneNumberError.Empty;
        }

        var parts = ExtensionMarks().Split(plain);
        var main = parts[0].Replace("(", "", StringComparison.Ordinal).Replace(")", "-", StringComparison.Ordinal);
        var plus = main.StartsWith('+');
        var foreign = plus || main.StartsWith("00", StringComparison.Ordinal);
        main = plus ? main[1..] : main;
        if (main.AsSpan().ContainsAnyExcept(DigitsAndDash))
        {
            return TelephoneNumberError.BadCharacter;
        }

        if (parts.Length > 2)
        {
            return TelephoneNumberError.BadExtension;
        }

        var extension = parts.Length == 2 ? parts[1].Trim('-') : null;
        if (foreign)
        {
            main = (plus ? main : main[2..]).TrimStart('-');
            if (!main.StartsWith("86", StringComparison.Ordinal))
            {
                return International(main, extension, out value, out kind);
            }
        }

        return Mainland(WithoutCountry(main, foreign), extension, out value, out kind);
    }

    /// <summary>Without 86; a landline behind it gets back the 0 that is left out there.</summary>
    private static string WithoutCountry(string main, bool foreign)
    {
        if (!foreign && !MobileWith86().IsMatch(main))
        {
            return main;
        }

        var rest = main[2..].TrimStart('-');
        return rest.StartsWith('0') || Mobile().IsMatch(Digits(rest)) ? rest : "0" + rest;
    }

    private static TelephoneNumberError Mainland(string main, string? extension, out string value, out TelephoneKind kind)
    {
        var digits = Digits(main);
        value = digits;
        if (digits is not ['0', ..])
        {
            kind = TelephoneKind.Mobile;
            return digits is not ['1', >= '3' and <= '9', ..] ? TelephoneNumberError.MissingAreaNumber
                : digits.Length != 11 ? TelephoneNumberError.BadLength
                : extension is not null ? TelephoneNumberError.BadExtension
                : TelephoneNumberError.None;
        }

        kind = TelephoneKind.Landline;
        var areaLength = digits is ['0', '1' or '2', ..] ? 3 : 4;
        if (digits.Length < areaLength || digits is ['0', '0', ..] or ['0', '1', not '0', ..])
        {
            return TelephoneNumberError.MissingAreaNumber;
        }

        // A last group behind a complete local number is an extension: 0791-80000000-12.
        var own = digits[areaLength..];
        var last = main.LastIndexOf('-');
        if (extension is null && last > 0 && own.Length - (main.Length - last - 1) is 7 or 8)
        {
            extension = main[(last + 1)..];
            own = own[..^extension.Length];
        }

        if (own.Length is not (7 or 8))
        {
            return TelephoneNumberError.BadLength;
        }

        value = $"{digits[..areaLength]}-{own}";
        if (extension is null)
        {
            return TelephoneNumberError.None;
        }

        value = $"{value}-{extension}";
        return extension.Length is >= 1 and <= 6 && TypedText.AreDigits(extension)
            ? TelephoneNumberError.None
            : TelephoneNumberError.BadExtension;
    }

    private static TelephoneNumberError International(string main, string? extension, out string value, out TelephoneKind kind)
    {
        var digits = Digits(main);
        value = "+" + digits;
        kind = TelephoneKind.International;
        if (extension is not null)
        {
            return TelephoneNumberError.BadExtension;
        }

        var fits = digits switch
        {
            ['8', '5', '2' or '3', ..] => digits.Length == 11,
            ['8', '8', '6', ..] => digits.Length is 11 or 12,
            ['0', ..] => false,
            _ => digits.Length is >= 8 and <= 15,
        };
        return fits ? TelephoneNumberError.None : TelephoneNumberError.BadInternational;
    }

    private static string Digits(string text) => text.Replace("-", "", StringComparison.Ordinal);

    [GeneratedRegex("[-\u2010-\u2015\u2212\u30FC_.]+", RegexOptions.CultureInvariant)]
    private static partial Regex Dashes();

    [GeneratedRegex("转|轉|分机|ext|x|#|\\*", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex ExtensionMarks();

    [GeneratedRegex("^86-?1[3-9]", RegexOptions.CultureInvariant)]
    private static partial Regex MobileWith86();

    [GeneratedRegex("^1[3-9][0-9]{9}$", RegexOptions.CultureInvariant)]
    private static partial Regex Mobile();
}
