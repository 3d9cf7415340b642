namespace Grid.LoadGenerator.Chance;

/// <summary>Values with their shares; the shares need not sum to one.</summary>
internal sealed class Weighted<T>
{
    private readonly T[] _values;
    private readonly double[] _upTo;

    public Weighted(params IEnumerable<(T Value, double Share)> shares)
    {
        var all = shares.Where(one => one.Share > 0).ToArray();
        ArgumentOutOfRangeException.ThrowIfZero(all.Length, nameof(shares));
        _values = [.. all.Select(one => one.Value)];
        _upTo = new double[all.Length];
        var sum = 0.0;
        for (var i = 0; i < all.Length; i++)
            _upTo[i] = sum += all[i].Share;
    }

    public IReadOnlyList<T> Values => _values;

    public T Pick(Dice dice) => At(dice.Fraction());

    /// <summary>The value at a place between 0 and 1 of the shares laid side by side.</summary>
    public T At(double place)
    {
        var found = Array.BinarySearch(_upTo, place * _upTo[^1]);
        return _values[Math.Min(found < 0 ? ~found : found + 1, _values.Length - 1)];
    }
}
