namespace Grid.Bench.Duties;

/// <summary>What a night cost.</summary>
/// <param name="Persons">Duties that fell due.</param>
/// <param name="SpreadSeconds">Over how long they did.</param>
/// <param name="Escalated">Journal entries that say so: as many as persons, or something is wrong.</param>
/// <param name="Ticks">Ticks that came; more than persons when some came twice.</param>
/// <param name="Left">Reminders left that are past.</param>
/// <param name="Seconds">From the first due moment to the last commit.</param>
/// <param name="SiloCpuSeconds">Processor time of this process meanwhile.</param>
/// <param name="PostgresCpuSeconds">Processor time of the database's sessions; null when the server is not on this machine.</param>
internal sealed record DutiesReport(
    int Persons, int SpreadSeconds, long Escalated, int Ticks, long Left, double MedianMs, double P99Ms, double LongestMs, double Seconds, double SiloCpuSeconds, double? PostgresCpuSeconds, int Cores);
