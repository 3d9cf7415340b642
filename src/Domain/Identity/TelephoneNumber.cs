using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Grid.Domain.Text;

namespace Grid.Domain.Identity;

/// <summary>
/// A telephone number (联系电话) in its one normal form, so that a search by keyed hash finds it however it was typed:
/// <c>13800000000</c>, <c>0791-80000000</c>, <c>0791-80000000-12</c> or <c>+85290000000</c>. What it prints is masked.
/// </summary>
[JsonConverter(typeof(TelephoneNumberConverter))]
public sealed record TelephoneNumber
{
    private TelephoneNumber(string value, TelephoneKind kind)
    {
        Value = value;
        Kind = kind;
    }

    /// <summary>The full number. It is sealed wherever it is stored.</summary>
    public string Value { get; }

    public TelephoneKind Kind { get; }

    /// <summary>The form for lists: the first 3 and the last 4 characters.</summary>
    public string Masked => string.Concat(Value.AsSpan(0, 3), "****", Value.AsSpan(Value.Length - 4));

    /// <summary>The form for lists: the last 4 digits.</summary>
    public string Ending => "****" + Value[^4..];

    /// <summary>Reads a typed number: full-width forms, blanks, dashes, brackets and +86 / 0086 are put right.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out TelephoneNumber? number, out TelephoneNumberError error)
    {
        number = null;
        if (text is { Length: > TypedText.MaximumLength })
        {
            error = TelephoneNumberError.BadLength;
            return false;
        }

        error = TelephoneReader.Read(text is null ? "" : TypedText.Compact(text), out var value, out var kind);
        number = error == TelephoneNumberError.None ? new TelephoneNumber(value, kind) : null;
        return number is not null;
    }

    /// <summary>The number; throws <see cref="FormatException"/>, without the text, if it is not one.</summary>
    public static TelephoneNumber Parse(string text) =>
        TryParse(text, out var number, out var error) ? number : throw new FormatException($"Not a telephone number: {error}.");

    public override string ToString() => Masked;

    private sealed class TelephoneNumberConverter : TextValueConverter<TelephoneNumber>
    {
        protected override string? Parse(string text, out TelephoneNumber? value) =>
            TryParse(text, out value, out var error) ? null : error.ToString();

        protected override string Format(TelephoneNumber value) => value.Value;
    }
}

/// <summary>What kind of telephone a number reaches.</summary>
[JsonConverter(typeof(StrictEnumConverter<TelephoneKind>))]
public enum TelephoneKind
{
    /// <summary>Mainland mobile (手机): can receive messages.</summary>
    Mobile = 1,

    /// <summary>Mainland landline with its area number (固定电话).</summary>
    Landline = 2,

    /// <summary>Hong Kong, Macao, Taiwan or abroad, with + and country code.</summary>
    International = 3,
}

/// <summary>Why a text is no telephone number of a person.</summary>
[JsonConverter(typeof(StrictEnumConverter<TelephoneNumberError>))]
public enum TelephoneNumberError
{
    None = 0,
    Empty,

    /// <summary>A character that no telephone number has.</summary>
    BadCharacter,

    /// <summary>A mobile number that has not 11 digits, or a landline whose own part has not 7 or 8.</summary>
    BadLength,

    /// <summary>Neither mobile (1, then 3 to 9) nor with an area number (0…) nor with a country code (+…).</summary>
    MissingAreaNumber,

    /// <summary>An extension that is no number of 1 to 6 digits, or is where there can be none.</summary>
    BadExtension,

    /// <summary>A number with a country code that is too short or too long for it.</summary>
    BadInternational,
}

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
            return TelephoneNumberError.Empty;

        var parts = ExtensionMarks().Split(plain);
        var main = parts[0].Replace("(", "", StringComparison.Ordinal).Replace(")", "-", StringComparison.Ordinal);
        var plus = main.StartsWith('+');
        var foreign = plus || main.StartsWith("00", StringComparison.Ordinal);
        main = plus ? main[1..] : main;
        if (main.AsSpan().ContainsAnyExcept(DigitsAndDash))
            return TelephoneNumberError.BadCharacter;

        if (parts.Length > 2)
            return TelephoneNumberError.BadExtension;

        var extension = parts.Length == 2 ? parts[1].Trim('-') : null;
        if (foreign)
        {
            main = (plus ? main : main[2..]).TrimStart('-');
            if (!main.StartsWith("86", StringComparison.Ordinal))
                return International(main, extension, out value, out kind);
        }

        return Mainland(WithoutCountry(main, foreign), extension, out value, out kind);
    }

    /// <summary>Without 86; a landline behind it gets back the 0 that is left out there.</summary>
    private static string WithoutCountry(string main, bool foreign)
    {
        if (!foreign && !MobileWith86().IsMatch(main))
            return main;

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
            return TelephoneNumberError.MissingAreaNumber;

        // A last group behind a complete local number is an extension: 0791-80000000-12.
        var own = digits[areaLength..];
        var last = main.LastIndexOf('-');
        if (extension is null && last > 0 && own.Length - (main.Length - last - 1) is 7 or 8)
        {
            extension = main[(last + 1)..];
            own = own[..^extension.Length];
        }

        if (own.Length is not (7 or 8))
            return TelephoneNumberError.BadLength;

        value = $"{digits[..areaLength]}-{own}";
        if (extension is null)
            return TelephoneNumberError.None;

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
            return TelephoneNumberError.BadExtension;

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
