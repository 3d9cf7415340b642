namespace Grid.Api.Calendars;

/// <summary>A day that changes.</summary>
/// <param name="Worked">Whether it is a working day with the new table.</param>
public sealed record CalendarDayView(DateOnly Day, bool Worked);
