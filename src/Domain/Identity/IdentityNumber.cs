using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;
using Grid.Domain.Codes;
using Grid.Domain.Regions;
using Grid.Domain.Text;

namespace Grid.Domain.Identity;

/// <summary>
/// The number of an identity document (证件号码) in its one normal form. Two numbers are equal exactly when they name the same document, in
/// whichever way they were typed. Immutable, safe to share; what it prints is masked.
/// </summary>
[JsonConverter(typeof(IdentityNumberConverter))]
public sealed record IdentityNumber
{
    private const int ShownCharacters = 4;

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

    /// <summary>The birth date in the number; null for a foreign card of 2017, which has no century.</summary>
    public DateOnly? BirthDate { get; }

    /// <summary>The sex in the number (an odd sequence is male); null for a foreign card of 2017.</summary>
    public Sex? Sex =>
        Kind == IdentityDocumentKind.ForeignResidentCard2017 ? null
        : (Value[16] - '0') % 2 == 1 ? Codes.Sex.Male
        : Codes.Sex.Female;

    /// <summary>
    /// False when a citizen number begins with the digits of no province: such a number was never issued. A county may be abolished and
    /// stays in its people's numbers; numbers that were taken before this was asked stay readable, so it is asked where a new one comes in.
    /// </summary>
    public bool HasProvince => Kind != IdentityDocumentKind.CitizenNumber || RegionCode.IsProvince(Value);

    /// <summary>True for a residence permit of Hong Kong, Macao or Taiwan (港澳台居民居住证).</summary>
    public bool IsHongKongMacaoTaiwan =>
        Kind
            is IdentityDocumentKind.HongKongResidencePermit
                or IdentityDocumentKind.MacaoResidencePermit
                or IdentityDocumentKind.TaiwanResidencePermit;

    /// <summary>Foreign permanent residents are not mentioned in 79/2020: accepted, and checked by a person.</summary>
    public bool RoutesToManualReview =>
        Kind is IdentityDocumentKind.ForeignResidentCard2017 or IdentityDocumentKind.ForeignResidentCard2023;

    /// <summary>Foreign permanent residents are left out of the statistics until the ministry says otherwise.</summary>
    public bool ExcludedFromStatistics => RoutesToManualReview;

    /// <summary>
    /// The form for lists and messages: the last 4 characters alone. With the first 6 too, who knows the age has but some ten numbers to
    /// try.
    /// </summary>
    public string Masked => string.Concat(new string('*', Value.Length - ShownCharacters), Value.AsSpan(Value.Length - ShownCharacters));

    /// <summary>True if the number's birth date is after <paramref name="date"/>: no person is registered before birth.</summary>
    public bool IsBornAfter(DateOnly date) => BirthDate > date;

    /// <summary>
    /// Reads a typed number: full-width forms, blanks, invisible characters and lower case are normalised. An old citizen number of 15
    /// digits is not a complete number: it has only two digits of the year of birth, and so may belong to two persons a century apart.
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
        error = Judge(value, out var kind, out var birthDate);
        number = error == IdentityNumberError.None ? new IdentityNumber(value, kind, birthDate) : null;
        return number is not null;
    }

    /// <summary>
    /// The numbers of 18 characters that an old one of 15 digits may have become, the likeliest first: born in 19xx, or, for the sequences
    /// 996 to 999 that were kept for centenarians, in 18xx. None for any other text.
    /// </summary>
    public static IReadOnlyList<IdentityNumber> Candidates(string? text)
    {
        if (
            text is null or { Length: > TypedText.MaximumLength }
            || TypedText.Compact(text) is not { Length: 15 } value
            || !TypedText.AreDigits(value)
        )
        {
            return [];
        }

        string[] centuries = value.AsSpan(12) is "996" or "997" or "998" or "999" ? ["19", "18"] : ["19"];
        return [.. centuries.Select(century => Lengthened(value, century)).OfType<IdentityNumber>()];
    }

    /// <summary>The number; throws <see cref="FormatException"/>, without the text, if it is not one.</summary>
    public static IdentityNumber Parse(string text) =>
        TryParse(text, out var number, out var error) ? number : throw new FormatException($"Not an identity number: {error}.");

    public override string ToString() => Masked;

    private static IdentityNumberError Judge(string value, out IdentityDocumentKind kind, out DateOnly? birthDate)
    {
        kind = default;
        birthDate = null;
        if (value.Length == 0)
            return IdentityNumberError.Empty;

        if (!value.All(char.IsAsciiLetterOrDigit))
            return IdentityNumberError.BadCharacter;

        return value.Length switch
        {
            15 when TypedText.AreDigits(value) => JudgeFifteenDigits(value),
            15 => JudgeCardOf2017(value, out kind),
            18 => JudgeEighteen(value, out kind, out birthDate),
            _ when IsOfOtherDocument(value) => IdentityNumberError.OtherDocument,
            _ => IdentityNumberError.BadLength,
        };
    }

    private static IdentityNumber? Lengthened(string fifteen, string century)
    {
        var long17 = string.Concat(fifteen.AsSpan(0, 6), century, fifteen.AsSpan(6));
        return TryParse(long17 + Mod112.Check(long17), out var number, out _) && number.Kind == IdentityDocumentKind.CitizenNumber
            ? number
            : null;
    }

    /// <summary>An error of every number that it may have become is its error.</summary>
    private static IdentityNumberError JudgeFifteenDigits(string value)
    {
        if (Candidates(value).Count > 0)
            return IdentityNumberError.ConfirmFifteenDigits;

        var long17 = string.Concat(value.AsSpan(0, 6), "19", value.AsSpan(6));
        var error = JudgeEighteen(long17 + Mod112.Check(long17), out _, out _);

        // Permits and foreigners' cards never had 15 digits.
        return error == IdentityNumberError.None ? IdentityNumberError.BadLength : error;
    }

    /// <summary>
    /// 港澳居民来往内地通行证: H or M and 8 or 10 digits; 台湾居民来往大陆通行证 (台胞证): 8 digits, or 10 and a letter in the older ones; passports and numbers
    /// that look like one: one to three letters and 6 to 9 digits.
    /// </summary>
    private static bool IsOfOtherDocument(string value)
    {
        var letters = value.AsSpan().IndexOfAnyExceptInRange('A', 'Z');
        var digits = letters < 0 ? 0 : value.Length - letters;
        return letters switch
        {
            < 0 => false,
            0 => (value.Length == 8 && TypedText.AreDigits(value))
                || (value.Length == 11 && TypedText.AreDigits(value.AsSpan(0, 10)) && char.IsAsciiLetterUpper(value[10])),
            1 when value[0] is 'H' or 'M' => digits is 8 or 10 && TypedText.AreDigits(value.AsSpan(letters)),
            <= 3 => digits is >= 6 and <= 9 && TypedText.AreDigits(value.AsSpan(letters)),
            _ => false,
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
            return IdentityNumberError.BadCharacter;

        // All 18-character layouts hold the birth date in the same place.
        if (
            !DateOnly.TryParseExact(value.AsSpan(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            || date < EarliestBirthDate
        )
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

/// <summary>The kind of an identity document (证件类型). It is read from the number, never chosen.</summary>
[JsonConverter(typeof(StrictEnumConverter<IdentityDocumentKind>))]
public enum IdentityDocumentKind
{
    /// <summary>Citizen number, GB 11643-1999 (公民身份号码); a social security card (社会保障卡) carries it too.</summary>
    CitizenNumber = 1,

    /// <summary>Residence permit for Hong Kong residents (港澳台居民居住证), area 810000.</summary>
    HongKongResidencePermit = 2,

    /// <summary>Residence permit for Macao residents, area 820000.</summary>
    MacaoResidencePermit = 3,

    /// <summary>Residence permit for Taiwan residents, area 830000.</summary>
    TaiwanResidencePermit = 4,

    /// <summary>Foreign permanent resident card, version of 2017 (外国人永久居留身份证): 3 letters and 12 digits.</summary>
    ForeignResidentCard2017 = 5,

    /// <summary>Foreign permanent resident card, version of 2023: 18 characters, the first is 9; valid beside that of 2017.</summary>
    ForeignResidentCard2023 = 6,
}

/// <summary>Why a text is not an identity number. An unknown area is not a reason: abolished codes stay in their owners' numbers.</summary>
[JsonConverter(typeof(StrictEnumConverter<IdentityNumberError>))]
public enum IdentityNumberError
{
    None = 0,

    /// <summary>Nothing is left after blanks are taken away.</summary>
    Empty,

    /// <summary>Neither 18 characters, nor the 15 of a foreign card of 2017.</summary>
    BadLength,

    /// <summary>A character in a wrong place.</summary>
    BadCharacter,

    /// <summary>The birth date in the number is not in the calendar, or lies before 1850.</summary>
    BadBirthDate,

    /// <summary>The check character does not fit the other 17: a typing slip.</summary>
    BadCheckDigit,

    /// <summary>
    /// An old citizen number of 15 digits: it has neither century nor check digit, so the person's own of 18 must be confirmed; see
    /// <see cref="IdentityNumber.Candidates"/>.
    /// </summary>
    ConfirmFifteenDigits,

    /// <summary>
    /// The number of another document: a travel permit (来往内地通行证, 台胞证), a passport. Only the kinds of <see cref="IdentityDocumentKind"/> are
    /// accepted.
    /// </summary>
    OtherDocument,
}

/// <summary>ISO 7064 MOD 11-2, the check character of GB 11643-1999 (公民身份号码) and of the foreign card of 2023.</summary>
internal static class Mod112
{
    private static ReadOnlySpan<int> Weights => [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    /// <summary>The check character for the first 17 digits.</summary>
    public static char Check(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < Weights.Length; i++)
            sum += (digits[i] - '0') * Weights[i];

        return "10X98765432"[sum % 11];
    }
}
