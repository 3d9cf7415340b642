using System.Text;
using System.Text.Json;
using Grid.Domain.Regions;

namespace Grid.Domain.Notices;

/// <summary>Writes a message from its template and facts. What the template does not name stays out, whatever the facts hold.</summary>
public static class NoticeText
{
    /// <summary>The text. Throws <see cref="NoticeTextException"/> when a value is missing or must not leave the register.</summary>
    /// <param name="template">The text with its variables.</param>
    /// <param name="facts">Facts of the notice, as <see cref="Persons.Consequences.PersonNotice"/> carries them.</param>
    /// <param name="offices">For names and telephones of offices.</param>
    /// <param name="language">The person's language.</param>
    /// <param name="link">Where the person answers a follow-up; null when there is none, and then the template's bracketed run about it is left out.</param>
    public static string Render(NoticeTemplate template, JsonElement facts, OfficeDirectory offices, NoticeLanguage language, string? link = null)
    {
        ArgumentNullException.ThrowIfNull(template);
        ArgumentNullException.ThrowIfNull(offices);
        var values = new NoticeValues(facts, offices, language, link);
        var text = new StringBuilder();
        foreach (var part in template.In(language))
            Write(part, values, text);
        return text.ToString();
    }

    private static void Write(NoticePart part, NoticeValues values, StringBuilder text)
    {
        switch (part)
        {
            case NoticePart.Words words:
                text.Append(words.Text);
                break;
            case NoticePart.Variable variable:
                text.Append(values.Of(variable.Name) ?? throw new NoticeTextException(variable.Name, "has no value"));
                break;
            case NoticePart.Optional run when run.Parts.OfType<NoticePart.Variable>().All(v => values.Of(v.Name) is not null):
                foreach (var inner in run.Parts)
                    Write(inner, values, text);
                break;
        }
    }
}
