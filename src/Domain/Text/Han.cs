using System.Collections.Frozen;
using System.Text;
using Grid.Domain.Data;

namespace Grid.Domain.Text;

/// <summary>
/// Ideographs by their simplified form and their sound: pinyin without tones, with tables of our own (<c>data/unicode/han.txt</c>). Hashes of
/// the results are stored, so they must be the same on every machine. A character has one reading here, the most common one, and as the
/// first of a name that of the surname; what the tables do not have stays as it is and has no sound.
/// </summary>
public static class Han
{
    private static readonly Lazy<HanTables> LazyTables = new(HanTables.Load);

    /// <summary>The simplified form (简体); every character has exactly one, which is its own.</summary>
    public static Rune Simplified(Rune point) =>
        point.IsAscii ? point : new Rune(LazyTables.Value.Simplified.GetValueOrDefault(point.Value, point.Value));

    /// <summary>The sound in small letters, ü as <c>v</c>; null for what is no ideograph of the tables.</summary>
    /// <param name="point">The character.</param>
    /// <param name="isSurname">It is the first of a name: 单 is then <c>shan</c>.</param>
    public static string? SoundOf(Rune point, bool isSurname = false)
    {
        if (point.IsAscii)
            return null;
        var (tables, simplified) = (LazyTables.Value, Simplified(point).Value);
        return isSurname && tables.Surnames.TryGetValue(simplified, out var surname)
            ? surname
            : tables.Sounds.GetValueOrDefault(simplified);
    }
}

/// <summary>What <see cref="Han"/> needs from the Unihan database.</summary>
internal sealed class HanTables
{
    private HanTables(Dictionary<int, int> simplified, Dictionary<int, string> sounds, Dictionary<int, string> surnames) =>
        (Simplified, Sounds, Surnames) = (simplified.ToFrozenDictionary(), sounds.ToFrozenDictionary(), surnames.ToFrozenDictionary());

    public FrozenDictionary<int, int> Simplified { get; }

    public FrozenDictionary<int, string> Sounds { get; }

    public FrozenDictionary<int, string> Surnames { get; }

    public static HanTables Load()
    {
        var (simplified, sounds, surnames) = (new Dictionary<int, int>(), new Dictionary<int, string>(), new Dictionary<int, string>());
        foreach (var line in EmbeddedData.Read("unicode/han.txt").Text().Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = line.Split(' ');
            switch (parts[0])
            {
                case "V":
                    var pairs = Points(parts[1]);
                    for (var i = 0; i < pairs.Count; i += 2)
                        simplified.Add(pairs[i], pairs[i + 1]);
                    break;
                case "S":
                    surnames.Add(Points(parts[1])[0], parts[2]);
                    break;
                case "R":
                    foreach (var point in Points(parts[2]))
                        sounds.Add(point, parts[1]);
                    break;
            }
        }

        return new HanTables(simplified, sounds, surnames);
    }

    private static List<int> Points(string text) => [.. text.EnumerateRunes().Select(point => point.Value)];
}
