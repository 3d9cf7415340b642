namespace Grid.Grains.Interfaces.Operations;

/// <summary>How the silos are, by what they wrote down: it can be read when none of them answers.</summary>
public interface ICluster
{
    /// <summary>Replaces what a silo told of itself.</summary>
    Task ReportAsync(SiloReport report, CancellationToken cancellationToken);

    /// <summary>The silos, those in the cluster first.</summary>
    Task<IReadOnlyList<ClusterSilo>> SilosAsync(CancellationToken cancellationToken);

    /// <summary>Reminders around a moment.</summary>
    Task<ReminderFigures> RemindersAsync(DateTimeOffset now, CancellationToken cancellationToken);
}
