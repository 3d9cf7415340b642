using System.Text.RegularExpressions;
using Grid.Domain.Identity;
using Grid.Domain.Text;

namespace Grid.Domain.Notices;

/// <summary>Finds what may be an identity number in a text that leaves the register, however it is written.</summary>
internal static partial class IdentityLookAlike
{
    /// <summary>True when a run of the length of an identity number is one, or is one but for its check digit.</summary>
    public static bool In(string text)
    {
        var compact = TypedText.Compact(text).ToUpperInvariant();
        foreach (var run in Runs().EnumerateMatches(compact))
        {
            if (
                IdentityNumber.TryParse(compact.Substring(run.Index, run.Length), out _, out var error)
                || error == IdentityNumberError.BadCheckDigit
            )
            {
                return true;
            }
        }

        return false;
    }

    [GeneratedRegex("(?<![0-9A-Z])(?:[0-9]{17}[0-9X]|[0-9]{15}|[A-Z]{3}[0-9]{12})(?![0-9A-Z])", RegexOptions.CultureInvariant)]
    private static partial Regex Runs();
}
