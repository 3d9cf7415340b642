using System.Runtime.InteropServices;

namespace Grid.Storage.Counting;

/// <summary>Persons in the stock, and those of them with a certain property.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct StockPart(long Count, long Hardship, long Benefit, long LongTerm)
{
    public static StockPart operator +(StockPart one, StockPart other) =>
        new(one.Count + other.Count, one.Hardship + other.Hardship, one.Benefit + other.Benefit, one.LongTerm + other.LongTerm);
}
