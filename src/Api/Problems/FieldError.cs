using System.Text;
using Grid.Domain.Persons;
using Grid.Domain.Text;

namespace Grid.Api.Problems;

/// <summary>One field that is wrong. Never holds what was sent: that may name a person.</summary>
/// <param name="Field">JSON path in the body (<c>details.telephone</c>), or <c>query.x</c>, <c>path.x</c>, <c>header.x</c>.</param>
/// <param name="Code">Why, for programs: one code for each rule; its text is in <see cref="FieldCodes"/>.</param>
public sealed record FieldError(string Field, string Code)
{
    /// <summary>What may be given instead, when it is a short list.</summary>
    public IReadOnlyList<string>? Allowed { get; init; }

    /// <summary>The least that is allowed, inclusive: a number of characters, an amount, a day or a moment.</summary>
    public string? AtLeast { get; init; }

    /// <summary>The most that is allowed, inclusive.</summary>
    public string? AtMost { get; init; }

    /// <summary>
    /// The entry that is meant (a day, a code), where the field holds several and the entry names no person; the same in every language.
    /// </summary>
    public string? Entry { get; init; }

    /// <summary>More about the cause, in English, shown in English answers only; nothing personal.</summary>
    public string? More { get; init; }

    /// <summary>The fields that a refusal of the rules names: by the rule that each breaks, or by the refusal's own code.</summary>
    internal static IReadOnlyList<FieldError> Of(Refusal refusal) =>
        [
            .. refusal
                .Each()
                .Where(one => one.Field is not null)
                .Select(one => new FieldError(one.Field!, one.Rule is { } rule ? EnumName.Of(rule) : EnumName.Of(one.Code))
                {
                    AtLeast = one.AtLeast,
                    AtMost = one.AtMost,
                    Allowed = one.Code == RefusalCode.InvalidField && one.Allowed.Count > 0 ? one.Allowed : null,
                }),
        ];
}

/// <summary>Puts into words what a refusal's codes say where only those were stored: <c>code</c>, or <c>code:rule</c> of a field.</summary>
internal static class RefusalWords
{
    /// <summary>The code; null when it is not one.</summary>
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
            return OneLanguage(stored, language);

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
