namespace Grid.Grains.Interfaces.Operations;

/// <summary>Ticks of persons' reminders.</summary>
/// <param name="AtWork">At the moment of the report.</param>
/// <param name="Limit">How many may be at work at once (<c>Grid:Duties:TicksAtWork</c>).</param>
/// <param name="TurnedAwayPerSecond">Those that found no place; they tick again after their period.</param>
public sealed record TickFigures(int AtWork, int Limit, double PerSecond, double TurnedAwayPerSecond);
