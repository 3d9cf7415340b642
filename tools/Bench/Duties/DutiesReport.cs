namespace Grid.Bench.Duties;

/// <summary>What a night cost.</summary>
/// <param name="Persons">Duties that fell due.</param>
/// <param name="Options">Over how long they did, and how long it was waited for the last.</param>
/// <param name="Escalated">Journal entries that say so: as many as persons, or not all is done.</param>
/// <param name="Ticks">Ticks that did something; more than persons when some came twice.</param>
/// <param name="TurnedAway">Ticks for which there was no place; they come again after a period.</param>
/// <param name="Failed">Ticks that ended with an error; they too come again.</param>
/// <param name="Left">Reminders left that are past.</param>
/// <param name="NeverTicked">When in the night those were due that never ticked: the first and the last, in seconds; null when all
/// did.</param>
/// <param name="Seconds">From the first due moment to the last commit.</param>
/// <param name="SiloCpuSeconds">Processor time of this process meanwhile.</param>
/// <param name="PostgresCpuSeconds">Processor time of the database's sessions; null when the server is not on this machine.</param>
internal sealed record DutiesReport(
    int Persons,
    DutiesOptions Options,
    long Escalated,
    int Ticks,
    long TurnedAway,
    long Failed,
    long Left,
    double MedianMs,
    double P99Ms,
    double LongestMs,
    double Seconds,
    double SiloCpuSeconds,
    double? PostgresCpuSeconds,
    int Cores,
    (double First, double Last)? NeverTicked
)
{
    /// <summary>Duties that were due and not done when the measurement stopped waiting.</summary>
    public long NotDone => Persons - Escalated;
}
