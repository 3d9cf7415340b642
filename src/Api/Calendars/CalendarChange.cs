using Grid.Domain.Calendar;
using Grid.Domain.Regions;

namespace Grid.Api.Calendars;

/// <summary>What a table changes.</summary>
internal static class CalendarChange
{
    /// <summary>
    /// The days that become or cease to be working days in the table's region. All that differ from Monday to Friday, where the year had no
    /// table.
    /// </summary>
    public static IReadOnlyList<CalendarDayView> Days(CalendarTables before, CalendarTables after, CalendarYear table)
    {
        var (old, young) = (CalendarOf(before, table.Region), CalendarOf(after, table.Region));
        var days = new List<CalendarDayView>();
        for (var day = new DateOnly(table.Year - 1, 12, 1); day.Year <= table.Year; day = day.AddDays(1))
        {
            if (!young.Covers(day.Year))
            {
                continue;
            }

            var was = old.Covers(day.Year) ? old.IsWorkingDay(day) : day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
            if (young.IsWorkingDay(day) != was)
            {
                days.Add(new CalendarDayView(day, !was));
            }
        }

        return days;
    }

    private static WorkingCalendar CalendarOf(CalendarTables tables, string region)
    {
        var calendars = new WorkingCalendars(tables);
        return RegionCode.TryParse(region.PadRight(6, '0'), out var code) ? calendars.For(code) : calendars.Country;
    }
}
