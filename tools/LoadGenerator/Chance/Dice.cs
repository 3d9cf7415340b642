namespace Grid.LoadGenerator.Chance;

/// <summary>
/// A seeded generator (SplitMix64), so that a seed and a person's index always give the same person, whichever thread makes it and however
/// many are made. Not for secrets. Not safe for several threads: each person has one of its own.
/// </summary>
internal sealed class Dice
{
    private ulong state;

    public Dice(ulong seed) => state = seed;

    /// <summary>
    /// The dice of one person, and within it of one topic, so that a new question in one topic does not change the answers of another.
    /// </summary>
    public static Dice For(ulong seed, int index, string topic)
    {
        var mixed = Mix(seed + 0x9E3779B97F4A7C15) ^ Mix((ulong)index + 0xD1B54A32D192ED03);
        foreach (var character in topic)
            mixed = Mix(mixed ^ character);
        return new Dice(mixed);
    }

    public ulong Next()
    {
        state += 0x9E3779B97F4A7C15;
        return Mix(state);
    }

    /// <summary>0 to <paramref name="limit"/> − 1.</summary>
    public int Below(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return (int)(((UInt128)Next() * (ulong)limit) >> 64);
    }

    /// <summary>Both ends inclusive.</summary>
    public int Between(int least, int most) => least + Below(most - least + 1);

    /// <summary>From 0, inclusive, to 1, exclusive.</summary>
    public double Fraction() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>True with the given probability.</summary>
    public bool Chance(double probability) => Fraction() < probability;

    public T Pick<T>(IReadOnlyList<T> from) => from[Below(from.Count)];

    /// <summary>The finishing step of SplitMix64: each bit of the argument moves about half of the result's.</summary>
    public static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
