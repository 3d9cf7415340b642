using System.Text;
using System.Text.Json;
using Grid.Domain.Regions;

namespace Grid.Domain.Notices;

/// <summary>Writes a message from its template and facts. What the template does not name stays out, whatever the facts hold.</summary>
public static class NoticeText
{
    /// <summary>The text. Throws <see cref="NoticeTextException"/> when a value is missing or must not leave the register.</summary>
    /// <param name="template">The text with its variables.</param>
    /// <param name="facts">Facts of the notice, as <see cref="Persons.PersonNotice"/> carries them.</param>
    /// <param name="offices">For names and telephones of offices.</param>
    /// <param name="language">The person's language.</param>
    /// <param name="link">Where the person answers a follow-up; null when there is none, and then the template's bracketed run about it is
    /// left out.</param>
    public static string Render(
        NoticeTemplate template,
        JsonElement facts,
        OfficeDirectory offices,
        NoticeLanguage language,
        string? link = null
    )
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

/// <summary>A message that cannot be written: a value is missing, or must not leave. Names the variable, never its value.</summary>
public sealed class NoticeTextException(string variable, string reason) : Exception($"{{{variable}}} {reason}")
{
    public string Variable { get; } = variable;

    public string Reason { get; } = reason;
}

/// <summary>
/// Reads the text of a template: <c>{office}</c> is a variable, <c>[,原因:{reason}]</c> a run that is left out when its variable has no
/// value. Neither kind of bracket can be used as text.
/// </summary>
internal static class NoticeSyntax
{
    private static readonly char[] Special = ['{', '}', '[', ']'];

    /// <summary>The parts; every error is handed to <paramref name="error"/>, and then the parts are of no use.</summary>
    public static IReadOnlyList<NoticePart> Parse(string text, IReadOnlyList<string> allowed, Action<string> error)
    {
        var parts = new List<NoticePart>();
        var rest = text.AsSpan();
        while (rest.Length > 0)
        {
            if (rest[0] != '[')
            {
                rest = Plain(rest, parts, allowed, error);
                continue;
            }

            var end = rest.IndexOf(']');
            if (end < 0)
            {
                error("a '[' is not closed");
                break;
            }

            var inner = new List<NoticePart>();
            for (var run = rest[1..end]; run.Length > 0; )
                run = Plain(run, inner, allowed, error);
            if (!inner.OfType<NoticePart.Variable>().Any())
                error("a bracketed run holds no variable, so it would never be left out");
            parts.Add(new NoticePart.Optional(inner));
            rest = rest[(end + 1)..];
        }

        return parts;
    }

    private static ReadOnlySpan<char> Plain(
        ReadOnlySpan<char> text,
        List<NoticePart> parts,
        IReadOnlyList<string> allowed,
        Action<string> error
    )
    {
        var special = text.IndexOfAny(Special);
        if (special != 0)
        {
            var words = special < 0 ? text : text[..special];
            parts.Add(new NoticePart.Words(words.ToString()));
            return text[words.Length..];
        }

        var end = text.IndexOf('}');
        if (text[0] != '{' || end < 0)
        {
            error($"a '{text[0]}' has no counterpart");
            return text[1..];
        }

        var name = text[1..end].ToString();
        if (allowed.Contains(name, StringComparer.Ordinal))
            parts.Add(new NoticePart.Variable(name));
        else
            error($"unknown variable {{{name}}}; allowed are {string.Join(", ", allowed)}");
        return text[(end + 1)..];
    }
}
