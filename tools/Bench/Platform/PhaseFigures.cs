using Grid.LoadGenerator.Measuring;

namespace Grid.Bench.Platform;

/// <summary>The offices' commands in all rounds of a phase.</summary>
internal sealed class PhaseFigures(PlatformPhase phase)
{
    public PlatformPhase Phase => phase;

    /// <summary>From the time at which a command was to be sent to its answer.</summary>
    public Latencies Latencies { get; } = new();

    /// <summary>p99 of each round, in milliseconds.</summary>
    public List<double> RoundP99 { get; } = [];

    /// <summary>Items that waited at the end of each round.</summary>
    public List<long> Waiting { get; } = [];

    /// <summary>Items that the platform took in all rounds.</summary>
    public long Taken { get; set; }

    public TimeSpan Took { get; set; }
}
