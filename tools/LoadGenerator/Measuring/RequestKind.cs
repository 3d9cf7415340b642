namespace Grid.LoadGenerator.Measuring;

/// <summary>The accepted requests of one kind.</summary>
internal sealed class RequestKind(string name)
{
    private long replays;

    public string Name { get; } = name;

    /// <summary>From the first sending to the answer, repeats and their waiting included.</summary>
    public Latencies Latencies { get; } = new();

    /// <summary>How many had been carried out by an earlier run: nothing was done for them now.</summary>
    public long Replays => Interlocked.Read(ref replays);

    public void CountReplay() => Interlocked.Increment(ref replays);
}
