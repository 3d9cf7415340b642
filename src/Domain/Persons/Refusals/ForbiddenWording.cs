using Grid.Domain.Text;

namespace Grid.Domain.Persons.Refusals;

/// <summary>
/// Finds grounds that the notice forbids when they are written into a free text, so that no text gets around the codes.
/// A text is compared without blanks, punctuation, invisible characters and case, in its NFKC form and in simplified characters.
/// </summary>
/// <remarks>
/// A clerk who states a lawful fact does not need these words. Where a lawful note is caught all the same, it can be worded by its fact
/// ("社保比对显示已在新单位参保"); the other way round a person would lose a right.
/// </remarks>
public static class ForbiddenWording
{
    /// <summary>"79/2020 (二)".</summary>
    public const string PapersArticle = "79/2020 (二)";

    /// <summary>"79/2020 (四)".</summary>
    public const string ExitArticle = "79/2020 (四)";

    /// <summary>A refusal when the text names a ground that 79/2020 (二) forbids for not registering somebody; null when it does not.</summary>
    public static Refusal? InRefusal(string field, string? text) => text is not null && PapersWording.IsIn(WordingText.Of(text))
        ? new Refusal(RefusalCode.ForbiddenRefusalGround)
        {
            Field = field,
            Article = PapersArticle,
            Allowed = ["applications.verify", "applications.approve"],
        }
        : null;

    /// <summary>A refusal when the text names a ground that 79/2020 (四) forbids for ending a registration, age and expiry included; null when it does not.</summary>
    public static Refusal? InExit(string field, string? text) =>
        InExitButAge(field, text) ?? (text is not null && ExitWording.NamesAge(WordingText.Of(text)) ? Exit(field) : null);

    /// <summary>As <see cref="InExit"/>, but an age may be told, because something else shows that it is not the ground.</summary>
    public static Refusal? InExitButAge(string field, string? text) =>
        text is not null && ExitWording.IsIn(WordingText.Of(text)) ? Exit(field) : null;

    /// <summary>Whether the text says that a pension is drawn, and does not say that it is not.</summary>
    public static bool TellsPension(string? text) => text is not null && ExitWording.TellsPension(WordingText.Of(text));

    private static Refusal Exit(string field) => new(RefusalCode.ForbiddenExitGround)
    {
        Field = field,
        Article = ExitArticle,
        Allowed = ["persons.exit"],
    };
}
