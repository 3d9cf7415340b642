namespace Grid.Grains.Interfaces.Operations;

/// <summary>How the silos are, by what they wrote down: it can be read when none of them answers.</summary>
public interface ICluster
{
    /// <summary>Replaces a silo's report about itself.</summary>
    Task ReportAsync(SiloReport report, CancellationToken cancellationToken);

    /// <summary>The silos, those in the cluster first.</summary>
    Task<IReadOnlyList<ClusterSilo>> SilosAsync(CancellationToken cancellationToken);

    /// <summary>Reminders around a moment.</summary>
    Task<ReminderFigures> RemindersAsync(DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>A silo that is in the cluster, or left it within a day.</summary>
/// <param name="Status">As Orleans names it: <c>active</c>, <c>dead</c>.</param>
/// <param name="Report">Its last report; null when there is none.</param>
public sealed record ClusterSilo(
    string Name,
    string Host,
    string Status,
    DateTimeOffset StartedAt,
    DateTimeOffset AliveAt,
    bool Silent,
    SiloReport? Report
) : Discreet;

/// <summary>What a silo measured of itself since its report before: numbers alone.</summary>
/// <param name="Silo">Its name, as the cluster knows it.</param>
/// <param name="At">When.</param>
/// <param name="Version">Of the program.</param>
public sealed record SiloReport(
    string Silo,
    DateTimeOffset At,
    string Version,
    IReadOnlyList<GrainTypeCount> Activations,
    CallFigures Calls,
    IReadOnlyList<QueueFigures> Queues,
    TickFigures Ticks
) : Discreet;

/// <summary>Activations of one type of grain in a silo.</summary>
public sealed record GrainTypeCount(string Type, long Count) : Discreet;

/// <summary>Calls to grains that a process made.</summary>
/// <param name="MeanMilliseconds">From call to answer; absent when there was none.</param>
public sealed record CallFigures(double PerSecond, double? MeanMilliseconds, double TimedOutPerSecond) : Discreet;

/// <summary>Group commits or reads of one queue of the store.</summary>
/// <param name="MeanSize">Items in a group; absent when there was none.</param>
/// <param name="MeanMilliseconds">From the start of a group to its answers.</param>
/// <param name="Waiting">Items that waited at the moment of the report.</param>
public sealed record QueueFigures(
    string Queue,
    double GroupsPerSecond,
    double? MeanSize,
    long? LargestSize,
    double? MeanMilliseconds,
    long Waiting
) : Discreet;

/// <summary>Ticks of persons' reminders.</summary>
/// <param name="AtWork">At the moment of the report.</param>
/// <param name="Limit">How many may run at once (<c>Grid:Duties:TicksAtWork</c>).</param>
/// <param name="TurnedAwayPerSecond">Those that found no place; they tick again after their period.</param>
public sealed record TickFigures(int AtWork, int Limit, double PerSecond, double TurnedAwayPerSecond) : Discreet;

/// <summary>Persons' reminders by the moment of their next duty.</summary>
/// <param name="Past">Their moment passed more than a period ago: they are behind.</param>
/// <param name="Due">Their moment passed within the last period: they tick now.</param>
/// <param name="Near">In the next ten minutes: silos hold them in memory.</param>
/// <param name="Day">In the next 24 hours, those near among them.</param>
public sealed record ReminderFigures(long Past, long Due, long Near, long Day) : Discreet;
