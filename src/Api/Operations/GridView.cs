using Grid.Grains.Interfaces.Operations;

namespace Grid.Api.Operations;

/// <summary>How the cluster works.</summary>
/// <param name="Silos">Those in the cluster first, then those that left it within a day.</param>
/// <param name="Activations">By type of grain, over the silos in the cluster.</param>
/// <param name="Calls">To grains, of all silos together.</param>
/// <param name="Reminders">Of persons.</param>
public sealed record GridView(
    DateTimeOffset AsOf,
    IReadOnlyList<SiloView> Silos,
    IReadOnlyList<GrainTypeCount> Activations,
    CallFigures Calls,
    RemindersView Reminders
);
