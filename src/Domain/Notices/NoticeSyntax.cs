namespace Grid.Domain.Notices;

/// <summary>
/// Reads the text of a template: <c>{office}</c> is a variable, <c>[,原因:{reason}]</c> a run that is left out when its variable has no value. Neither kind of
/// bracket can stand for itself.
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
            for (var run = rest[1..end]; run.Length > 0;)
                run = Plain(run, inner, allowed, error);
            if (!inner.OfType<NoticePart.Variable>().Any())
                error("a bracketed run holds no variable, so it would never be left out");
            parts.Add(new NoticePart.Optional(inner));
            rest = rest[(end + 1)..];
        }

        return parts;
    }

    private static ReadOnlySpan<char> Plain(ReadOnlySpan<char> text, List<NoticePart> parts, IReadOnlyList<string> allowed, Action<string> error)
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
            error($"a '{text[0]}' stands alone");
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
