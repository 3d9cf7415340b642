namespace Grid.LoadGenerator.Chance;

/// <summary>Values with their shares; the shares need not sum to one.</summary>
internal sealed class Weighted<T>
{
    private readonly T[] values;
    private readonly double[] upTo;

    public Weighted(params IEnumerable<(T Value, double Share)> shares)
    {
        var all = shares.Where(one => one.Share > 0).ToArray();
        ArgumentOutOfRangeException.ThrowIfZero(all.Length, nameof(shares));
        values = [.. all.Select(one => one.Value)];
        upTo = new double[all.Length];
        var sum = 0.0;
        for (var i = 0; i < all.Length; i++)
            upTo[i] = sum += all[i].Share;
    }

    public IReadOnlyList<T> Values => values;

    public T Pick(Dice dice) => At(dice.Fraction());

    /// <summary>The value at a place between 0 and 1 of the shares laid side by side.</summary>
    public T At(double place)
    {
        var found = Array.BinarySearch(upTo, place * upTo[^1]);
        return values[Math.Min(found < 0 ? ~found : found + 1, values.Length - 1)];
    }
}
