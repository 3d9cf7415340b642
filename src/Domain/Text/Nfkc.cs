using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using Grid.Domain.Data;

namespace Grid.Domain.Text;

/// <summary>
/// Unicode normalisation form NFKC with tables of our own.
/// </summary>
/// <remarks>
/// The runtime's <see cref="string.Normalize(NormalizationForm)"/> returns its input unchanged, without an error, where
/// globalization is invariant, and elsewhere depends on the machine's ICU. A person's key is a hash of the normalised number, and names are
/// found by their normalised form: the same text must give the same result on every machine, for as long as the register lives. Code points
/// assigned after the tables' version stay as they are. Unpaired surrogates become U+FFFD.
/// </remarks>
public static class Nfkc
{
    private const int HangulBase = 0xAC00,
        LeadBase = 0x1100,
        VowelBase = 0x1161,
        TailBase = 0x11A7;
    private const int LeadCount = 19,
        VowelCount = 21,
        TailCount = 28,
        HangulCount = LeadCount * VowelCount * TailCount;

    private static readonly Lazy<NfkcTables> LazyTables = new(NfkcTables.Load);

    /// <summary>The text in form NFKC; idempotent.</summary>
    public static string Normalize(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (IsPlain(text))
            return text;

        var tables = LazyTables.Value;
        var points = Decompose(text, tables);
        Reorder(points, tables);
        return Compose(points, tables);
    }

    /// <summary>The characters without accents and other marks above or below them: É becomes E.</summary>
    public static string WithoutMarks(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (IsPlain(text))
            return text;
        var tables = LazyTables.Value;
        return Decompose(text, tables)
            .Where(point => tables.CombiningClass(point) == 0)
            .Aggregate(new StringBuilder(), (builder, point) => builder.Append(new Rune(point)))
            .ToString();
    }

    /// <summary>ASCII and the unified ideographs of the basic plane are normalised already; most input is nothing else.</summary>
    private static bool IsPlain(string text)
    {
        foreach (var c in text)
        {
            if (c >= 0x80 && c is not ('\u00B7' or (>= '\u4E00' and <= '\u9FFF')))
                return false;
        }

        return true;
    }

    private static List<int> Decompose(string text, NfkcTables tables)
    {
        var points = new List<int>(text.Length + 8);
        foreach (var rune in text.EnumerateRunes())
        {
            var index = rune.Value - HangulBase;
            if (index is >= 0 and < HangulCount)
            {
                points.Add(LeadBase + (index / (VowelCount * TailCount)));
                points.Add(VowelBase + (index % (VowelCount * TailCount) / TailCount));
                if (index % TailCount != 0)
                    points.Add(TailBase + (index % TailCount));
            }
            else if (tables.Decompositions.TryGetValue(rune.Value, out var parts))
            {
                points.AddRange(parts);
            }
            else
            {
                points.Add(rune.Value);
            }
        }

        return points;
    }

    /// <summary>Canonical ordering: combining marks in a run are sorted, stably, by their class.</summary>
    private static void Reorder(List<int> points, NfkcTables tables)
    {
        for (var i = 1; i < points.Count; i++)
        {
            var point = points[i];
            var mark = tables.CombiningClass(point);
            var j = i;
            while (mark != 0 && j > 0 && tables.CombiningClass(points[j - 1]) > mark)
            {
                points[j] = points[j - 1];
                j--;
            }

            points[j] = point;
        }
    }

    private static string Compose(List<int> points, NfkcTables tables)
    {
        var composed = new List<int>(points.Count);
        var starter = -1;
        var lastClass = 0;
        foreach (var point in points)
        {
            var mark = tables.CombiningClass(point);
            var adjacent = starter == composed.Count - 1;
            if (starter >= 0 && (adjacent || (lastClass != 0 && lastClass < mark)) && Pair(composed[starter], point, tables) is { } whole)
            {
                composed[starter] = whole;
                continue;
            }

            if (mark == 0)
                starter = composed.Count;

            lastClass = mark;
            composed.Add(point);
        }

        var result = new StringBuilder(composed.Count);
        foreach (var point in composed)
            result.Append(new Rune(point));

        return result.ToString();
    }

    private static int? Pair(int first, int second, NfkcTables tables)
    {
        var lead = first - LeadBase;
        var vowel = second - VowelBase;
        if (lead is >= 0 and < LeadCount && vowel is >= 0 and < VowelCount)
            return HangulBase + (((lead * VowelCount) + vowel) * TailCount);

        var syllable = first - HangulBase;
        var tail = second - TailBase;
        if (syllable is >= 0 and < HangulCount && syllable % TailCount == 0 && tail is > 0 and < TailCount)
            return first + tail;

        return tables.Composites.TryGetValue((first, second), out var whole) ? whole : null;
    }
}

/// <summary>What <see cref="Nfkc"/> needs from the Unicode Character Database (<c>data/unicode/nfkc.txt</c>).</summary>
internal sealed class NfkcTables
{
    private readonly FrozenDictionary<int, byte> combiningClasses;

    private NfkcTables(
        FrozenDictionary<int, int[]> decompositions,
        FrozenDictionary<(int First, int Second), int> composites,
        FrozenDictionary<int, byte> classes
    )
    {
        Decompositions = decompositions;
        Composites = composites;
        combiningClasses = classes;
    }

    public FrozenDictionary<int, int[]> Decompositions { get; }

    public FrozenDictionary<(int First, int Second), int> Composites { get; }

    public int CombiningClass(int point) => point < 0x300 ? 0 : combiningClasses.GetValueOrDefault(point);

    public static NfkcTables Load()
    {
        var decompositions = new Dictionary<int, int[]>();
        var composites = new Dictionary<(int, int), int>();
        var classes = new Dictionary<int, byte>();
        foreach (var line in EmbeddedData.Read("unicode/nfkc.txt").Text().Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = line.Split(' ');
            switch (parts[0])
            {
                case "D":
                    decompositions.Add(Hex(parts[1]), [.. parts.Skip(2).Select(Hex)]);
                    break;
                case "P":
                    composites.Add((Hex(parts[1]), Hex(parts[2])), Hex(parts[3]));
                    break;
                case "K":
                    for (var point = Hex(parts[2]); point <= Hex(parts[3]); point++)
                        classes.Add(point, byte.Parse(parts[1], CultureInfo.InvariantCulture));

                    break;
            }
        }

        return new NfkcTables(decompositions.ToFrozenDictionary(), composites.ToFrozenDictionary(), classes.ToFrozenDictionary());
    }

    private static int Hex(string text) => int.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
