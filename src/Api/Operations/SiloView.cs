using Grid.Grains.Interfaces.Operations;

namespace Grid.Api.Operations;

/// <summary>A silo.</summary>
/// <param name="Host">Its machine.</param>
/// <param name="Status">As Orleans names it: <c>active</c>, <c>joining</c>, <c>dead</c>.</param>
/// <param name="Version">Of the program; absent while it has told nothing.</param>
/// <param name="ReportedAt">When it measured the figures that follow.</param>
/// <param name="Activations">By type of grain.</param>
/// <param name="Calls">Calls to grains that it made.</param>
/// <param name="Queues">Group commits and reads: how many together, how long, how many wait.</param>
/// <param name="Ticks">Persons' reminders at work, and how many may be.</param>
public sealed record SiloView(
    string Name,
    string Host,
    string Status,
    DateTimeOffset StartedAt,
    DateTimeOffset AliveAt,
    string? Version,
    DateTimeOffset? ReportedAt,
    IReadOnlyList<GrainTypeCount>? Activations,
    CallFigures? Calls,
    IReadOnlyList<QueueFigures>? Queues,
    TickFigures? Ticks,
    AttentionView? Attention
)
{
    internal static SiloView Of(ClusterSilo silo) =>
        new(
            silo.Name,
            silo.Host,
            silo.Status,
            silo.StartedAt,
            silo.AliveAt,
            silo.Report?.Version,
            silo.Report?.At,
            silo.Report?.Activations,
            silo.Report?.Calls,
            silo.Report?.Queues,
            silo.Report?.Ticks,
            silo.Silent ? AttentionView.Of(Attentions.SiloSilent, "")
                : silo.Report?.Ticks.TurnedAwayPerSecond > 0 ? AttentionView.Of(Attentions.TicksTurnedAway, "")
                : null
        );
}
