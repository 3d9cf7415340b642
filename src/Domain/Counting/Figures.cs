using System.Text.Json.Serialization;

namespace Grid.Domain.Counting;

/// <summary>
/// Figures by cell; a cell that is not there is 0, and one that becomes 0 leaves. Not safe for several threads; a value once published is not changed any more.
/// </summary>
[JsonConverter(typeof(FiguresJson))]
public sealed class Figures
{
    private readonly Dictionary<FigureCell, long> _cells;

    public Figures() => _cells = [];

    public Figures(IEnumerable<KeyValuePair<FigureCell, long>> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        _cells = [];
        foreach (var (cell, n) in cells)
            Add(cell, n);
    }

    public IReadOnlyDictionary<FigureCell, long> Cells => _cells;

    public bool IsEmpty => _cells.Count == 0;

    public long this[FigureCell cell] => _cells.GetValueOrDefault(cell);

    /// <summary>The total of a measure.</summary>
    public long Total(CountBlock block, Measure measure) => this[FigureCell.Total(block, measure)];

    public void Add(FigureCell cell, long n)
    {
        var sum = _cells.GetValueOrDefault(cell) + n;
        if (sum == 0)
            _cells.Remove(cell);
        else
            _cells[cell] = sum;
    }

    public void Add(Figures other, int sign = 1)
    {
        ArgumentNullException.ThrowIfNull(other);
        foreach (var (cell, n) in other._cells)
            Add(cell, sign * n);
    }

    public Figures Copy() => new(_cells);

    public static Figures Sum(IEnumerable<Figures> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var sum = new Figures();
        foreach (var part in parts)
            sum.Add(part);
        return sum;
    }

    public bool SameAs(Figures other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return _cells.Count == other._cells.Count && _cells.All(c => other[c.Key] == c.Value);
    }
}
