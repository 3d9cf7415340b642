using System.Globalization;
using System.Text;

namespace Grid.Domain.Text;

/// <summary>What every number typed by a clerk goes through before it is judged.</summary>
internal static class TypedText
{
    /// <summary>Longer input is refused before any work is done on it.</summary>
    public const int MaximumLength = 256;

    /// <summary>NFKC (full-width digits and letters become plain ones), without blanks and without invisible characters.</summary>
    public static string Compact(string text)
    {
        var normal = Nfkc.Normalize(text);
        var result = new StringBuilder(normal.Length);
        foreach (var rune in normal.EnumerateRunes())
        {
            if (!Rune.IsWhiteSpace(rune) && Rune.GetUnicodeCategory(rune) != UnicodeCategory.Format)
                result.Append(rune);
        }

        return result.ToString();
    }

    public static bool AreDigits(ReadOnlySpan<char> text) => text.IndexOfAnyExceptInRange('0', '9') < 0;
}
