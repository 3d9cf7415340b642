using System.Text;
using Grid.Domain.Persons;

namespace Grid.Api.Problems;

/// <summary>Puts into words what a refusal's codes say where only those were stored: <c>code</c>, or <c>code:rule</c> of a field.</summary>
internal static class RefusalWords
{
    /// <summary>The code; null for what is none.</summary>
    public static string? CodeOf(string stored) =>
        stored.Length > 0 && char.IsAsciiLetter(stored[0]) && Enum.TryParse<RefusalCode>(stored.Split(':')[0], ignoreCase: true, out _)
            ? stored
            : null;

    /// <summary>
    /// The text. Of what is no code but a sentence in both languages, Chinese first, the part in the language asked for; anything else is
    /// given back as it is.
    /// </summary>
    public static string Of(string stored, Language language)
    {
        var colon = stored.IndexOf(':', StringComparison.Ordinal);
        var (code, rule) = colon < 0 ? (stored, null) : (stored[..colon], stored[(colon + 1)..]);
        if (code.Length == 0 || !char.IsAsciiLetter(code[0]) || !Enum.TryParse<RefusalCode>(code, ignoreCase: true, out var refusal))
        {
            return OneLanguage(stored, language);
        }

        var kind = ProblemCatalogue.Of(refusal);
        var text = rule is null ? kind.Title.In(language) : FieldCodes.TextOf(rule).In(language);
        return kind.Article is null ? text : $"{text} ({kind.Article})";
    }

    private static string OneLanguage(string stored, Language language)
    {
        var end = stored.LastIndexOf('。') + 1;
        var english = stored.AsSpan(end).Trim();
        return end == 0 || english.IsEmpty || !Ascii.IsValid(english) ? stored
            : language == Language.Chinese ? stored[..end]
            : english.ToString();
    }
}
