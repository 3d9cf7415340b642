namespace Grid.Api.Calendars;

/// <summary>A table that was judged good.</summary>
/// <param name="DryRun">True: nothing was changed.</param>
/// <param name="ChangedDays">The days that the table makes or unmakes working days.</param>
/// <param name="Progress">How far the open deadlines are recomputed.</param>
public sealed record CalendarLoadView(string Region, int Year, bool DryRun, IReadOnlyList<CalendarDayView> ChangedDays, CalendarProgressView? Progress);
