namespace Grid.Grains.Interfaces.Operations;

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
);
