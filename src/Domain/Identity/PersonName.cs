using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Identity;

/// <summary>
/// A person's name (姓名) in normal form: NFKC, one middle dot (U+00B7) for all its variants, 2 to 100 characters (names of foreigners are
/// long, and the national platform's field holds 100), counted as code points, those outside the basic plane as one. Names are equal when
/// their display forms are; what a name prints is masked.
/// </summary>
[JsonConverter(typeof(PersonNameConverter))]
public sealed record PersonName
{
    public const int MinimumLength = 2;
    public const int MaximumLength = 100;

    private PersonName(string value) => Value = value;

    /// <summary>The form to show: no blanks at the ends and between ideographs, single ones between the parts of a Latin name.</summary>
    public string Value { get; }

    /// <summary>The form to search by prefix: no blanks, Latin letters in upper case.</summary>
    public string SearchKey => PersonNameText.SearchKey(Value);

    /// <summary>The form for lists: the first character and one *, however many others there are.</summary>
    public string Masked => Rune.GetRuneAt(Value, 0) + "*";

    /// <summary>Reads a typed name.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out PersonName? name, out PersonNameError error)
    {
        name = null;
        if (text is { Length: > TypedText.MaximumLength })
        {
            error = PersonNameError.TooLong;
            return false;
        }

        error = PersonNameText.Read(text ?? "", out var value);
        name = error == PersonNameError.None ? new PersonName(value) : null;
        return name is not null;
    }

    /// <summary>The name; throws <see cref="FormatException"/>, without the text, if it is none.</summary>
    public static PersonName Parse(string text) =>
        TryParse(text, out var name, out var error) ? name : throw new FormatException($"Not a name: {error}.");

    /// <summary>
    /// The search key of a name's beginning, which need not be a name itself: blanks out, dots made one, upper case. Signs such as
    /// <c>%</c> stay and are literal.
    /// </summary>
    public static string SearchKeyOfPrefix(string prefix)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        return PersonNameText.SearchKey(PersonNameText.Tidy(prefix));
    }

    public override string ToString() => Masked;

    private sealed class PersonNameConverter : TextValueConverter<PersonName>
    {
        protected override string? Parse(string text, out PersonName? value) =>
            TryParse(text, out value, out var error) ? null : error.ToString();

        protected override string Format(PersonName value) => value.Value;
    }
}

/// <summary>Why a text is no person's name.</summary>
[JsonConverter(typeof(StrictEnumConverter<PersonNameError>))]
public enum PersonNameError
{
    None = 0,
    Empty,

    /// <summary>Fewer than 2 characters without blanks.</summary>
    TooShort,

    /// <summary>More than 100 characters.</summary>
    TooLong,

    /// <summary>A line break, a tab or another control character inside the name, or half a surrogate pair.</summary>
    ControlCharacter,

    /// <summary>A digit.</summary>
    Digit,

    /// <summary>A sign that is part of no name: brackets, slashes, pictures.</summary>
    BadCharacter,

    /// <summary>
    /// A character from a private use area, which every system draws in its own way: the standard one (GB 18030-2022) is needed.
    /// </summary>
    PrivateUseCharacter,

    /// <summary>A middle dot, hyphen or apostrophe at an end or beside another.</summary>
    MisplacedMark,
}

/// <summary>How the text of a <see cref="PersonName"/> is made tidy and judged.</summary>
internal static class PersonNameText
{
    private const int Dot = '\u00B7';

    public static PersonNameError Read(string text, out string value)
    {
        value = "";
        var trimmed = text.Trim();
        if (!StorableText.Is(trimmed) || StorableText.HasControl(trimmed))
            return PersonNameError.ControlCharacter;

        value = Tidy(trimmed);
        if (value.Length == 0)
            return PersonNameError.Empty;

        var points = value.EnumerateRunes().ToArray();
        foreach (var point in points)
        {
            if (Judge(point) is var error && error != PersonNameError.None)
                return error;
        }

        return points.Length > PersonName.MaximumLength ? PersonNameError.TooLong
            : HasMisplacedMark(points) ? PersonNameError.MisplacedMark
            : points.Count(point => Rune.IsLetter(point) || (IsIdeograph(point) && !IsVariationSelector(point))) < PersonName.MinimumLength
                ? PersonNameError.TooShort
            : PersonNameError.None;
    }

    /// <summary>
    /// NFKC, one sort of dot, hyphen and apostrophe, ideographs at their standard places, no invisible characters, no needless blanks;
    /// idempotent.
    /// </summary>
    public static string Tidy(string text)
    {
        // Invisible characters go first: one between a letter and its accent would keep the two from becoming one. NFKC itself would turn
        // the acute that many keyboards offer as an apostrophe into a blank and an accent.
        var visible = Join(
            text.EnumerateRunes()
                .Where(point => Rune.GetUnicodeCategory(point) != UnicodeCategory.Format)
                .Select(point => point.Value == '\u00B4' ? new Rune('\'') : PrivateUseIdeographs.StandardOf(point))
        );
        var parts = Parts(Nfkc.Normalize(visible));

        // A full stop before an ideograph or behind one is how many keyboards write the middle dot (买买提.阿不都).
        for (var i = 0; i < parts.Count; i++)
        {
            var beside = (i > 0 && IsIdeograph(parts[i - 1].Point)) || (i + 1 < parts.Count && IsIdeograph(parts[i + 1].Point));
            if (parts[i].Point.Value == '\u3002' || (beside && parts[i].Point.Value == '.'))
                parts[i] = (new Rune(Dot), parts[i].AfterBlank);
        }

        var result = new List<Rune>(parts.Count);
        foreach (var (point, afterBlank) in parts)
        {
            if (afterBlank && result.Count > 0 && KeepsBlank(result[^1]) && KeepsBlank(point))
                result.Add(new Rune(' '));

            result.Add(point);
        }

        return Join(result);
    }

    /// <summary>
    /// Idempotent. Without its blanks a text may have an accent that joins the letter before it, and what that leaves may be a letter to
    /// raise (ῌ, blank, acute becomes Ή and an iota below, which is Ι in upper case): so it is made again until it stays as it is.
    /// </summary>
    public static string SearchKey(string tidy)
    {
        var key = Raised(tidy);
        for (var again = Raised(key); !string.Equals(again, key, StringComparison.Ordinal); again = Raised(key))
            key = again;
        return key;
    }

    private static string Raised(string text) =>
        Nfkc.Normalize(
            Join(text.EnumerateRunes().Where(point => point.Value != ' ' && !IsVariationSelector(point)).Select(Rune.ToUpperInvariant))
        );

    /// <summary>The characters that are no blanks, each with whether a blank was before it.</summary>
    private static List<(Rune Point, bool AfterBlank)> Parts(string text)
    {
        var parts = new List<(Rune, bool)>(text.Length);
        var blank = false;
        foreach (var point in text.EnumerateRunes())
        {
            if (!Rune.IsWhiteSpace(point))
                parts.Add((OneSign(point), blank));

            blank = Rune.IsWhiteSpace(point);
        }

        return parts;
    }

    private static Rune OneSign(Rune point) =>
        point.Value switch
        {
            0x2022 or 0x2027 or 0x2219 or 0x22C5 or 0x30FB or 0x25CF or 0x2E31 or 0x2E33 or 0x1427 or 0x16EB or 0xA78F or 0x02D1 =>
                new Rune(Dot),
            >= 0x2010 and <= 0x2015 or 0x2212 => new Rune('-'),
            0x2018 or 0x2019 or 0x02BC or 0x02BB or 0x60 => new Rune('\''),
            _ => point,
        };

    /// <summary>A blank separates the parts of a name in letters; beside an ideograph or a mark it is only layout (张　三).</summary>
    private static bool KeepsBlank(Rune point) => !IsIdeograph(point) && point.Value is not (Dot or '-' or '\'');

    private static bool IsIdeograph(Rune point) =>
        point.Value
            is 0x3005
                or 0x3007
                or (>= 0x2E80 and <= 0x2FDF)
                or (>= 0x3400 and <= 0x4DBF)
                or (>= 0x4E00 and <= 0x9FFF)
                or (>= 0xF900 and <= 0xFAFF)
        || (point.Value is >= 0x20000 and <= 0x3FFFD && !StorableText.IsNoncharacter(point.Value))
        || IsVariationSelector(point);

    /// <summary>They choose the shape of an ideograph; a search does not see them.</summary>
    private static bool IsVariationSelector(Rune point) => point.Value is (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF);

    private static bool IsMark(Rune point) => point.Value is Dot or '-' or '\'';

    private static PersonNameError Judge(Rune point) =>
        Rune.GetUnicodeCategory(point) switch
        {
            _ when point.Value is Dot or ' ' or '-' or '\'' or '.' or 0x3007 => PersonNameError.None,
            // Fillers are letters that are invisible.
            _ when point.Value is 0x115F or 0x1160 => PersonNameError.BadCharacter,
            UnicodeCategory.UppercaseLetter
            or UnicodeCategory.LowercaseLetter
            or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter
            or UnicodeCategory.OtherLetter
            or UnicodeCategory.NonSpacingMark
            or UnicodeCategory.SpacingCombiningMark => PersonNameError.None,
            UnicodeCategory.DecimalDigitNumber or UnicodeCategory.OtherNumber or UnicodeCategory.LetterNumber => PersonNameError.Digit,
            UnicodeCategory.PrivateUse => PersonNameError.PrivateUseCharacter,
            UnicodeCategory.Control => PersonNameError.ControlCharacter,
            // An ideograph newer than the runtime's tables is still somebody's name.
            UnicodeCategory.OtherNotAssigned when IsIdeograph(point) => PersonNameError.None,
            _ => PersonNameError.BadCharacter,
        };

    private static bool HasMisplacedMark(Rune[] points)
    {
        for (var i = 0; i < points.Length; i++)
        {
            if (IsMark(points[i]) && (i == 0 || i == points.Length - 1 || IsMark(points[i + 1])))
                return true;
        }

        return !Rune.IsLetter(points[0]) && !IsIdeograph(points[0]);
    }

    private static string Join(IEnumerable<Rune> points) =>
        points.Aggregate(new StringBuilder(), (builder, point) => builder.Append(point)).ToString();
}
