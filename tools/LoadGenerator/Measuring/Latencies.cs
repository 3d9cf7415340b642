namespace Grid.LoadGenerator.Measuring;

/// <summary>
/// How long things took: counts in classes that are each 2 % wider than the one before, from a microsecond to some minutes. Safe for
/// several threads.
/// </summary>
internal sealed class Latencies
{
    private const double Width = 1.02;

    private readonly long[] classes = new long[1000];
    private long count;

    public long Count => Interlocked.Read(ref count);

    public void Add(TimeSpan took)
    {
        var microseconds = Math.Max(1, took.TotalMicroseconds);
        var place = Math.Min((int)(Math.Log(microseconds) / Math.Log(Width)), classes.Length - 1);
        Interlocked.Increment(ref classes[place]);
        Interlocked.Increment(ref count);
    }

    /// <summary>Adds what others measured.</summary>
    public void Add(Latencies others)
    {
        for (var place = 0; place < classes.Length; place++)
            Interlocked.Add(ref classes[place], Interlocked.Read(ref others.classes[place]));
        Interlocked.Add(ref count, others.Count);
    }

    /// <summary>
    /// The time that a share (0 to 1) of them stayed within, in milliseconds, at most 2 % too high; 0 when there are none.
    /// </summary>
    public double Milliseconds(double share)
    {
        var wanted = (long)Math.Ceiling(Count * share);
        var seen = 0L;
        for (var place = 0; place < classes.Length; place++)
        {
            seen += Interlocked.Read(ref classes[place]);
            if (seen >= wanted && seen > 0)
                return Math.Pow(Width, place + 1) / 1000;
        }

        return 0;
    }
}
