using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Identity;

/// <summary>An employer's unified social credit code (统一社会信用代码), GB 32100-2015, in its one normal form. It names no person.</summary>
[JsonConverter(typeof(SocialCreditCodeConverter))]
public sealed record SocialCreditCode
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private static readonly SearchValues<char> Characters = SearchValues.Create(Alphabet);

    private SocialCreditCode(string value) => Value = value;

    private static ReadOnlySpan<int> Weights => [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

    /// <summary>18 characters, upper case.</summary>
    public string Value { get; }

    /// <summary>The six digits of the area where the employer is registered.</summary>
    public string Area => Value[2..8];

    /// <summary>Reads a typed code: full-width forms, blanks, invisible characters and lower case are normalised.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out SocialCreditCode? code, out SocialCreditCodeError error)
    {
        code = null;
        error = SocialCreditCodeError.BadLength;
        if (text is { Length: > TypedText.MaximumLength })
            return false;

        var value = text is null ? "" : TypedText.Compact(text).ToUpperInvariant();
        error = Judge(value);
        code = error == SocialCreditCodeError.None ? new SocialCreditCode(value) : null;
        return code is not null;
    }

    public static SocialCreditCode Parse(string text) =>
        TryParse(text, out var code, out var error) ? code : throw new FormatException($"Not a social credit code: {error}.");

    /// <summary>The check character for the first 17, all of the alphabet.</summary>
    public static char Check(ReadOnlySpan<char> first17)
    {
        var sum = 0;
        for (var i = 0; i < Weights.Length; i++)
            sum += Alphabet.IndexOf(first17[i]) * Weights[i];

        return Alphabet[(31 - (sum % 31)) % 31];
    }

    public override string ToString() => Value;

    private static SocialCreditCodeError Judge(string value)
    {
        if (value.Length == 0)
            return SocialCreditCodeError.Empty;

        if (value.AsSpan().ContainsAnyExcept(Characters))
            return SocialCreditCodeError.BadCharacter;

        if (value.Length != 18)
            return SocialCreditCodeError.BadLength;

        if (!TypedText.AreDigits(value.AsSpan(2, 6)))
            return SocialCreditCodeError.BadArea;

        return Check(value) == value[17] ? SocialCreditCodeError.None : SocialCreditCodeError.BadCheckCharacter;
    }

    private sealed class SocialCreditCodeConverter : TextValueConverter<SocialCreditCode>
    {
        protected override string? Parse(string text, out SocialCreditCode? value) =>
            TryParse(text, out value, out var error) ? null : error.ToString();

        protected override string Format(SocialCreditCode value) => value.Value;
    }
}

/// <summary>Why a text is no unified social credit code.</summary>
[JsonConverter(typeof(StrictEnumConverter<SocialCreditCodeError>))]
public enum SocialCreditCodeError
{
    None = 0,
    Empty,

    /// <summary>Not 18 characters.</summary>
    BadLength,

    /// <summary>A character outside 0-9 and A-Z without I, O, S, V and Z.</summary>
    BadCharacter,

    /// <summary>Characters 3 to 8, the area, are not digits.</summary>
    BadArea,

    /// <summary>The check character does not fit the other 17.</summary>
    BadCheckCharacter,
}
