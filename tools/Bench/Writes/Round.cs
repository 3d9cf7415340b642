namespace Grid.Bench.Writes;

/// <summary>The figures of one round of one method.</summary>
/// <param name="Way">Its name.</param>
/// <param name="Writes">Writes that were committed and answered within the round.</param>
/// <param name="PerSecond">Writes a second.</param>
/// <param name="P50">Milliseconds from call to answer.</param>
/// <param name="P99">Milliseconds from call to answer.</param>
/// <param name="CpuMicroseconds">Processor time of this process for a write: callers, silo and driver, without PostgreSQL's.</param>
internal sealed record Round(string Way, long Writes, double PerSecond, double P50, double P99, double CpuMicroseconds);
