using System.Text;
using Grid.Domain.Text;

namespace Grid.Domain.Duplicates;

/// <summary>
/// An address as it is compared: from the county down, simplified characters, capital letters and digits, and a dash between two numbers. 江西省南昌市东湖区示例大道３号
/// and 示例大道三号 are one.
/// </summary>
internal static class AddressForm
{
    private const int LongestText = 200;
    private const int LongestRegion = 9;
    private const int ShortestRest = 4;
    private const string Digits = "〇一二三四五六七八九";

    /// <summary>The form; empty for none.</summary>
    public static string Of(string? address)
    {
        if (string.IsNullOrWhiteSpace(address))
            return "";
        var (text, isGap) = (new StringBuilder(), false);
        var normal = Nfkc.Normalize(address.Length > LongestText ? address[..LongestText] : address);
        foreach (var point in normal.EnumerateRunes())
        {
            var simplified = Han.Simplified(Rune.ToUpperInvariant(point));
            if (DigitOf(simplified) is { } digit)
            {
                // 3-2 is not 32.
                if (isGap && text.Length > 0 && char.IsAsciiDigit(text[^1]))
                    text.Append('-');
                text.Append(digit);
                isGap = false;
            }
            else if (Rune.IsLetterOrDigit(simplified) || Han.SoundOf(simplified) is not null)
            {
                text.Append(simplified);
                isGap = false;
            }
            else
            {
                isGap = true;
            }
        }

        return WithoutRegions(text.ToString());
    }

    /// <summary>A street without a number is not one household.</summary>
    public static bool NamesHouse(string form) => form.AsSpan().ContainsAnyInRange('0', '9');

    /// <summary>The numbers in an address, in their order: 3-2-501 and 3栋2单元501室 have the same.</summary>
    public static bool HaveSameNumbers(string one, string other)
    {
        var (i, j) = (0, 0);
        while (true)
        {
            var first = NextNumber(one, ref i);
            var second = NextNumber(other, ref j);
            if (!first.SequenceEqual(second))
                return false;
            if (first.IsEmpty)
                return true;
        }
    }

    /// <summary>Which part of the shorter one's pairs of neighbouring characters, without digits, is also in the other; 0 to 1.</summary>
    public static double Overlap(string one, string other)
    {
        var (first, second) = (Pairs(one), Pairs(other));
        var fewest = Math.Min(first.Count, second.Count);
        if (fewest == 0)
            return 0;
        first.IntersectWith(second);
        return (double)first.Count / fewest;
    }

    private static char? DigitOf(Rune point) =>
        Rune.IsDigit(point) && point.IsAscii ? (char)point.Value
        : point.Value == '零' ? '0'
        : point.IsBmp && Digits.IndexOf((char)point.Value, StringComparison.Ordinal) is >= 0 and var digit ? (char)('0' + digit)
        : null;

    private static HashSet<(char, char)> Pairs(string text)
    {
        var pairs = new HashSet<(char, char)>();
        for (var i = 1; i < text.Length; i++)
        {
            if (!char.IsAsciiDigit(text[i - 1]) && !char.IsAsciiDigit(text[i]))
                pairs.Add((text[i - 1], text[i]));
        }

        return pairs;
    }

    private static ReadOnlySpan<char> NextNumber(string text, ref int from)
    {
        while (from < text.Length && !char.IsAsciiDigit(text[from]))
            from++;
        var start = from;
        while (from < text.Length && char.IsAsciiDigit(text[from]))
            from++;
        return text.AsSpan(start, from - start);
    }

    /// <summary>
    /// People leave province, city and county out or write them: they are removed from the beginning, as long as something is left. The 区 of
    /// 小区, 社区 and 校区 is no region's.
    /// </summary>
    private static string WithoutRegions(string text)
    {
        foreach (var kind in (string[])["省", "市", "区县旗市"])
        {
            for (var i = 2; i < LongestRegion && i < text.Length - ShortestRest; i++)
            {
                if (
                    kind.Contains(text[i], StringComparison.Ordinal)
                    && !(text[i] == '区' && "小社校厂园院片景矿".Contains(text[i - 1], StringComparison.Ordinal))
                )
                {
                    text = text[(i + 1)..];
                    break;
                }
            }
        }

        return text;
    }
}
