using System.Text;

namespace Grid.Domain.Text;

/// <summary>
/// The one answer to which characters a text may hold: those that every store and file format of the register keeps (PostgreSQL, JSON, XML and so workbooks, CSV). Not among them are
/// control characters but line ends and tabs, halves of surrogate pairs, and noncharacters such as U+FFFE, with which a workbook could not be written at all.
/// </summary>
public static class StorableText
{
    /// <summary>True when every character may be stored.</summary>
    public static bool Is(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return FirstBad(text) < 0;
    }

    /// <summary>The text with each character that may not be stored replaced by U+FFFD: for what was stored, or came from another system, before it was checked.</summary>
    public static string Replace(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (FirstBad(text) < 0)
            return text;
        var result = new StringBuilder(text.Length);

        // Halves of pairs come out of the enumeration as U+FFFD.
        foreach (var rune in text.EnumerateRunes())
            result.Append(IsGood(rune) ? rune : Rune.ReplacementChar);
        return result.ToString();
    }

    /// <summary>At most so many UTF-16 units of the text, never half of a character.</summary>
    public static string Cut(string text, int units)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length <= units)
            return text;
        return text[..(char.IsHighSurrogate(text[units - 1]) ? units - 1 : units)];
    }

    /// <summary>A code point that Unicode never gives to a character: U+FDD0 to U+FDEF, and the last two of each plane.</summary>
    internal static bool IsNoncharacter(int point) => (point & 0xFFFE) == 0xFFFE || point is >= 0xFDD0 and <= 0xFDEF;

    private static int FirstBad(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!Rune.TryGetRuneAt(text, i, out var rune) || !IsGood(rune))
                return i;
            i += rune.Utf16SequenceLength - 1;
        }

        return -1;
    }

    private static bool IsGood(Rune rune) => (!Rune.IsControl(rune) || rune.Value is '\n' or '\r' or '\t') && !IsNoncharacter(rune.Value);
}
