using System.Collections.Frozen;
using System.Text;

namespace Grid.Domain.Text;

/// <summary>
/// The one answer to which characters a text may hold: those that every store and file format of the register keeps (PostgreSQL, JSON, XML
/// and so workbooks, CSV). Not among them are control characters but line ends and tabs, halves of surrogate pairs, and noncharacters such
/// as U+FFFE, with which a workbook could not be written at all.
/// </summary>
public static class StorableText
{
    /// <summary>True when every character may be stored.</summary>
    public static bool Is(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return FirstBad(text) < 0;
    }

    /// <summary>
    /// True for a control character, also a line end or a tab: what belongs into one line of a page, a message or an address has none.
    /// </summary>
    public static bool HasControl(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Any(char.IsControl);
    }

    /// <summary>
    /// The text with each character that may not be stored replaced by U+FFFD: for what was stored, or came from another system, before it
    /// was checked.
    /// </summary>
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

/// <summary>
/// Ideographs that GBK and older editions of GB 18030 had at code points of the private use area, before Unicode had a place for them: 䶮
/// was U+E863 and is U+4DAE. Systems that were built then still send the old ones. GB 18030-2022 gives each its standard place; the
/// radicals among them, which are in no name, are not here.
/// </summary>
internal static class PrivateUseIdeographs
{
    private static readonly FrozenDictionary<int, int> Standard = new Dictionary<int, int>
    {
        [0xE816] = 0x20087,
        [0xE817] = 0x20089,
        [0xE818] = 0x200CC,
        [0xE81A] = 0x3473,
        [0xE81B] = 0x3447,
        [0xE81E] = 0x9FB4,
        [0xE81F] = 0x359E,
        [0xE820] = 0x361A,
        [0xE821] = 0x360E,
        [0xE824] = 0x396E,
        [0xE825] = 0x3918,
        [0xE826] = 0x9FB5,
        [0xE827] = 0x39CF,
        [0xE828] = 0x39DF,
        [0xE829] = 0x3A73,
        [0xE82A] = 0x39D0,
        [0xE82B] = 0x9FB6,
        [0xE82C] = 0x9FB7,
        [0xE82D] = 0x3B4E,
        [0xE82E] = 0x3C6E,
        [0xE82F] = 0x3CE0,
        [0xE831] = 0x215D7,
        [0xE832] = 0x9FB8,
        [0xE834] = 0x4056,
        [0xE835] = 0x415F,
        [0xE837] = 0x4337,
        [0xE83B] = 0x2298F,
        [0xE83C] = 0x43B1,
        [0xE83D] = 0x43AC,
        [0xE83F] = 0x43DD,
        [0xE840] = 0x44D6,
        [0xE841] = 0x4661,
        [0xE842] = 0x464C,
        [0xE843] = 0x9FB9,
        [0xE844] = 0x4723,
        [0xE845] = 0x4729,
        [0xE846] = 0x477C,
        [0xE847] = 0x478D,
        [0xE849] = 0x4947,
        [0xE84A] = 0x497A,
        [0xE84B] = 0x497D,
        [0xE84C] = 0x4982,
        [0xE84D] = 0x4983,
        [0xE84E] = 0x4985,
        [0xE84F] = 0x4986,
        [0xE850] = 0x499F,
        [0xE851] = 0x499B,
        [0xE852] = 0x49B7,
        [0xE853] = 0x49B6,
        [0xE854] = 0x9FBA,
        [0xE855] = 0x241FE,
        [0xE856] = 0x4CA3,
        [0xE857] = 0x4C9F,
        [0xE858] = 0x4CA0,
        [0xE859] = 0x4CA1,
        [0xE85A] = 0x4C77,
        [0xE85B] = 0x4CA2,
        [0xE85C] = 0x4D13,
        [0xE85D] = 0x4D14,
        [0xE85E] = 0x4D15,
        [0xE85F] = 0x4D16,
        [0xE860] = 0x4D17,
        [0xE861] = 0x4D18,
        [0xE862] = 0x4D19,
        [0xE863] = 0x4DAE,
        [0xE864] = 0x9FBB,
    }.ToFrozenDictionary();

    /// <summary>The standard character for an old code point; any other as it is.</summary>
    public static Rune StandardOf(Rune point) => Standard.TryGetValue(point.Value, out var standard) ? new Rune(standard) : point;
}
