using System.Diagnostics;
using System.Text.RegularExpressions;
using Grid.Domain.Identity;

namespace Grid.Silo.Telemetry;

/// <summary>What callers send as <c>traceparent</c>.</summary>
internal static partial class TraceParentText
{
    private const int TraceBegins = 3;
    private const int SpanEnds = 52;

    /// <summary>
    /// True for a trace context of W3C, version 00, whose identifiers contain no identity number. With any other the request
    /// begins a trace of its own.
    /// </summary>
    public static bool IsOne(string? text) =>
        text is not null
        && Form().IsMatch(text)
        && ActivityContext.TryParse(text, traceState: null, out _)
        && !HasIdentityNumber(text[TraceBegins..SpanEnds]);

    /// <summary>Identifiers are hexadecimal: numbers that end in X, and those with letters, do not fit in.</summary>
    private static bool HasIdentityNumber(string identifiers)
    {
        const int length = 18;
        for (var at = 0; at + length <= identifiers.Length; at++)
        {
            if (IdentityNumber.TryParse(identifiers.Substring(at, length), out _, out _))
                return true;
        }

        return false;
    }

    [GeneratedRegex("\\A00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
