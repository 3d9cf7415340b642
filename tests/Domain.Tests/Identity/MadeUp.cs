using CsCheck;
using Grid.Testing;

namespace Grid.Domain.Tests.Identity;

/// <summary>Made-up numbers, with check characters computed here and not by the code under test.</summary>
internal static class MadeUp
{
    public const string Digits = "0123456789";

    private const string CreditAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    /// <summary>Birth dates that every layout can hold.</summary>
    public static Gen<DateOnly> BirthDate { get; } = Gen.Int[0, 62_000].Select(days => new DateOnly(1850, 1, 1).AddDays(days));

    /// <summary>18-character numbers of the same scheme, for citizens, permits and the foreign card of 2023.</summary>
    public static Gen<string> Eighteen { get; } =
        Gen.Select(
            Gen.OneOf(Gen.Int[100_000, 799_999].Select(area => area.ToString()), Gen.OneOf("810000", "820000", "830000", "936156")),
            BirthDate,
            Gen.Int[0, 999],
            (area, birth, sequence) => CitizenNumbers.Complete($"{area}{birth:yyyyMMdd}{sequence:D3}")
        );

    /// <summary>Foreign cards of 2017.</summary>
    public static Gen<string> CardOf2017 { get; } =
        Gen.Select(Gen.Char['A', 'Z'].Array[3], Gen.Char['0', '9'].Array[12], (letters, digits) =>
            new string(letters) + new string(digits)
        );

    public static Gen<string> AnyNumber { get; } = Gen.OneOf(Eighteen, CardOf2017);

    public static Gen<string> CreditCode { get; } =
        Gen.Select(
            Gen.OneOf("91", "92", "52", "12", "N1", "Y1"),
            Gen.Int[100_000, 659_999],
            Gen.OneOf([.. CreditAlphabet]).Array[9],
            (kind, area, organisation) => WithMod31(kind + area + new string(organisation))
        );

    public static string WithMod31(string first17)
    {
        // The standard's weights are the powers of 3 modulo 31.
        var (sum, weight) = (0, 1);
        foreach (var character in first17)
        {
            sum += CreditAlphabet.IndexOf(character, StringComparison.Ordinal) * weight;
            weight = weight * 3 % 31;
        }

        return first17 + CreditAlphabet[(31 - (sum % 31)) % 31];
    }

    /// <summary>The same text in full-width characters.</summary>
    public static string FullWidth(string text) => string.Concat(text.Select(c => c is > ' ' and < '\u007f' ? (char)(c + 0xFEE0) : c));

    /// <summary>The text with a separator between all characters.</summary>
    public static string Spread(string text, string separator) => string.Join(separator, text.ToCharArray());
}
