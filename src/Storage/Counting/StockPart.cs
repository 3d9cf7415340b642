using System.Runtime.InteropServices;

namespace Grid.Storage.Counting;

/// <summary>Persons who stand, and those of them with one thing or the other.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct StockPart(long Count, long Hardship, long Benefit, long LongTerm)
{
    public static StockPart operator +(StockPart one, StockPart other) =>
        new(one.Count + other.Count, one.Hardship + other.Hardship, one.Benefit + other.Benefit, one.LongTerm + other.LongTerm);
}
