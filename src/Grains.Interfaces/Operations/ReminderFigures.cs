namespace Grid.Grains.Interfaces.Operations;

/// <summary>Persons' reminders by the moment of their next duty.</summary>
/// <param name="Past">Their moment passed more than a period ago: they are behind.</param>
/// <param name="Due">Their moment passed within the last period: they tick now.</param>
/// <param name="Near">In the next ten minutes: silos hold them in memory.</param>
/// <param name="Day">In the next 24 hours, those near among them.</param>
public sealed record ReminderFigures(long Past, long Due, long Near, long Day);
