using System.Text;

namespace Grid.Storage.Searching;

/// <summary>
/// A prefix as a range of texts in the order of code points: from itself, inclusive, to the first text after all that begin with it,
/// exclusive. No sign in it has a meaning of its own.
/// </summary>
internal static class Prefix
{
    /// <summary>The end of the range, exclusive; null where there is no text after it.</summary>
    public static string? EndOf(string prefix)
    {
        var runes = prefix.EnumerateRunes().ToList();
        while (runes.Count > 0)
        {
            var last = runes[^1].Value;
            runes.RemoveAt(runes.Count - 1);
            if (last == 0x10FFFF)
                continue;
            var next = last == 0xD7FF ? 0xE000 : last + 1;
            return string.Concat(runes.Select(rune => rune.ToString())) + new Rune(next);
        }

        return null;
    }

    /// <summary>Whether the text can be stored in a database: no NUL, no half of a pair.</summary>
    public static bool IsWellFormed(string text)
    {
        for (var rest = text.AsSpan(); !rest.IsEmpty; )
        {
            if (Rune.DecodeFromUtf16(rest, out var rune, out var length) != System.Buffers.OperationStatus.Done || rune.Value == 0)
                return false;
            rest = rest[length..];
        }

        return true;
    }
}
