using Grid.Grains.Interfaces.Operations;

namespace Grid.Api.Operations;

/// <summary>Persons' reminders by the moment of their next duty.</summary>
/// <param name="Past">Their moment passed more than a period (15 minutes) ago.</param>
/// <param name="Due">Their moment passed within the last period: they tick now.</param>
/// <param name="Near">In the next ten minutes: silos hold them in memory.</param>
/// <param name="Day">In the next 24 hours, those near among them.</param>
public sealed record RemindersView(long Past, long Due, long Near, long Day, DateTimeOffset AsOf, AttentionView? Attention)
{
    /// <summary>So many behind are no straggler any more.</summary>
    private const int Stragglers = 100;

    internal static RemindersView Of(ReminderFigures figures, DateTimeOffset at) =>
        new(
            figures.Past,
            figures.Due,
            figures.Near,
            figures.Day,
            at,
            figures.Past >= Stragglers ? AttentionView.Of(Attentions.RemindersBehind, "") : null
        );
}
