using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Identity;

/// <summary>
/// A person's name (姓名) in normal form: NFKC, one middle dot (U+00B7) for all its variants, 2 to 100 characters (names of foreigners are long, and the national platform's
/// field holds 100), counted as code points, those outside the basic plane as one. Names are equal when their display forms are; what a name prints is masked.
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

    /// <summary>The form for lists: the first character, and one * for each other.</summary>
    public string Masked
    {
        get
        {
            var first = Rune.GetRuneAt(Value, 0);
            var others = Value.EnumerateRunes().Count() - 1;
            return first + new string('*', others);
        }
    }

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
