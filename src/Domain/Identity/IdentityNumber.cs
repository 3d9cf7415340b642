using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;
using Grid.Domain.Codes;
using Grid.Domain.Text;

namespace Grid.Domain.Identity;

/// <summary>
/// The number of an identity document (证件号码) in its one normal form. Two numbers are equal exactly when they name the same document, in
/// whichever way they were typed. Immutable, safe to share; what it prints is masked.
/// </summary>
[JsonConverter(typeof(IdentityNumberConverter))]
public sealed record IdentityNumber
{
    private static readonly DateOnly EarliestBirthDate = new(1850, 1, 1);

    private IdentityNumber(string value, IdentityDocumentKind kind, DateOnly? birthDate)
    {
        Value = value;
        Kind = kind;
        BirthDate = birthDate;
    }

    /// <summary>The full number: 18 characters, or 15 for a foreign card of 2017. It is sealed wherever it is stored.</summary>
    public string Value { get; }

    public IdentityDocumentKind Kind { get; }

    /// <summary>The birth date that the number tells; null for a foreign card of 2017, which has no century.</summary>
    public DateOnly? BirthDate { get; }

    /// <summary>The sex that the number tells (an odd sequence is male); null for a foreign card of 2017.</summary>
    public Sex? Sex =>
        Kind == IdentityDocumentKind.ForeignResidentCard2017 ? null
        : (Value[16] - '0') % 2 == 1 ? Codes.Sex.Male
        : Codes.Sex.Female;

    /// <summary>Foreign permanent residents are not mentioned in 79/2020: accepted, and looked at by a person.</summary>
    public bool RoutesToManualReview =>
        Kind is IdentityDocumentKind.ForeignResidentCard2017 or IdentityDocumentKind.ForeignResidentCard2023;

    /// <summary>Foreign permanent residents are left out of the statistics until the ministry says otherwise.</summary>
    public bool ExcludedFromStatistics => RoutesToManualReview;

    /// <summary>The form for lists and messages: of 18 the first 6 and the last 4, of 15 the first 3 and the last 4.</summary>
    public string Masked => Value.Length == 18
        ? string.Concat(Value.AsSpan(0, 6), "********", Value.AsSpan(14))
        : string.Concat(Value.AsSpan(0, 3), "********", Value.AsSpan(11));

    /// <summary>True if the number's birth date lies after <paramref name="date"/>: nobody is registered before birth.</summary>
    public bool IsBornAfter(DateOnly date) => BirthDate > date;

    /// <summary>
    /// Reads a typed number: full-width forms, blanks, invisible characters and lower case are put right, and an old citizen number
    /// of 15 digits becomes its form of 18.
    /// </summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out IdentityNumber? number, out IdentityNumberError error)
    {
        number = null;
        if (text is { Length: > TypedText.MaximumLength })
        {
            error = IdentityNumberError.BadLength;
            return false;
        }

        var value = text is null ? "" : TypedText.Compact(text).ToUpperInvariant();
        if (value.Length == 15 && TypedText.AreDigits(value))
        {
            var long17 = string.Concat(value.AsSpan(0, 6), "19", value.AsSpan(6));
            value = long17 + Mod112.Check(long17);
        }

        error = Judge(value, out var kind, out var birthDate);
        number = error == IdentityNumberError.None ? new IdentityNumber(value, kind, birthDate) : null;
        return number is not null;
    }

    /// <summary>The number; throws <see cref="FormatException"/>, without the text, if it is none.</summary>
    public static IdentityNumber Parse(string text) =>
        TryParse(text, out var number, out var error) ? number : throw new FormatException($"Not an identity number: {error}.");

    public override string ToString() => Masked;

    private static IdentityNumberError Judge(string value, out IdentityDocumentKind kind, out DateOnly? birthDate)
    {
        kind = default;
        birthDate = null;
        if (value.Length == 0)
        {
            return IdentityNumberError.Empty;
        }

        if (!value.All(char.IsAsciiLetterOrDigit))
        {
            return IdentityNumberError.BadCharacter;
        }

        return value.Length switch
        {
            15 => JudgeCardOf2017(value, out kind),
            18 => JudgeEighteen(value, out kind, out birthDate),
            _ => IdentityNumberError.BadLength,
        };
    }

    private static IdentityNumberError JudgeCardOf2017(string value, out IdentityDocumentKind kind)
    {
        kind = IdentityDocumentKind.ForeignResidentCard2017;
        return value.AsSpan(0, 3).ContainsAnyExceptInRange('A', 'Z') || !TypedText.AreDigits(value.AsSpan(3))
            ? IdentityNumberError.BadCharacter
            : IdentityNumberError.None;
    }

    private static IdentityNumberError JudgeEighteen(string value, out IdentityDocumentKind kind, out DateOnly? birthDate)
    {
        birthDate = null;
        kind = value switch
        {
            ['9', ..] => IdentityDocumentKind.ForeignResidentCard2023,
            ['8', '1', '0', '0', '0', '0', ..] => IdentityDocumentKind.HongKongResidencePermit,
            ['8', '2', '0', '0', '0', '0', ..] => IdentityDocumentKind.MacaoResidencePermit,
            ['8', '3', '0', '0', '0', '0', ..] => IdentityDocumentKind.TaiwanResidencePermit,
            _ => IdentityDocumentKind.CitizenNumber,
        };
        if (!TypedText.AreDigits(value.AsSpan(0, 17)) || (value[17] != 'X' && !char.IsAsciiDigit(value[17])))
        {
            return IdentityNumberError.BadCharacter;
        }

        // All 18-character layouts hold the birth date in the same place.
        if (!DateOnly.TryParseExact(value.AsSpan(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            || date < EarliestBirthDate)
        {
            return IdentityNumberError.BadBirthDate;
        }

        birthDate = date;
        return Mod112.Check(value) == value[17] ? IdentityNumberError.None : IdentityNumberError.BadCheckDigit;
    }

    private sealed class IdentityNumberConverter : TextValueConverter<IdentityNumber>
    {
        protected override string? Parse(string text, out IdentityNumber? value) =>
            TryParse(text, out value, out var error) ? null : error.ToString();

        protected override string Format(IdentityNumber value) => value.Value;
    }
}
