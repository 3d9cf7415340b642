namespace Grid.Api.Calendars;

/// <summary>A table that was judged good. How far the open deadlines are recomputed is told by <c>/v1/calendars/progress</c>.</summary>
/// <param name="DryRun">True: nothing was changed.</param>
/// <param name="ChangedDays">The days that the table makes or unmakes working days.</param>
public sealed record CalendarLoadView(string Region, int Year, bool DryRun, IReadOnlyList<CalendarDayView> ChangedDays);
