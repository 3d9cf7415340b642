using System.Collections.Frozen;
using System.Globalization;
using Grid.Domain.Data;

namespace Grid.Domain.Text;

/// <summary>What <see cref="Nfkc"/> needs from the Unicode Character Database (<c>data/unicode/nfkc.txt</c>).</summary>
internal sealed class NfkcTables
{
    private readonly FrozenDictionary<int, byte> combiningClasses;

    private NfkcTables(
        FrozenDictionary<int, int[]> decompositions,
        FrozenDictionary<(int First, int Second), int> composites,
        FrozenDictionary<int, byte> classes)
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
                    {
                        classes.Add(point, byte.Parse(parts[1], CultureInfo.InvariantCulture));
                    }

                    break;
            }
        }

        return new NfkcTables(decompositions.ToFrozenDictionary(), composites.ToFrozenDictionary(), classes.ToFrozenDictionary());
    }

    private static int Hex(string text) => int.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
