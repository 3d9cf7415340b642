using Grid.Domain.Calendar;
using Grid.Domain.Regions;

namespace Grid.Grains.Calendars;

/// <summary>What a table changes.</summary>
public static class CalendarShift
{
    /// <summary>
    /// The first day from which on deadlines may move; null when none can. A deadline that ends before the first changed day cannot move; a
    /// table whose status changes also makes deadlines of its year official or provisional.
    /// </summary>
    public static DateOnly? FirstDay(CalendarTables before, CalendarTables after, CalendarYear table)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        ArgumentNullException.ThrowIfNull(table);
        var (old, young) = (CalendarOf(before, table.Region), CalendarOf(after, table.Region));
        var newYear = new DateOnly(table.Year, 1, 1);
        for (var day = newYear.AddMonths(-1); day.Year <= table.Year; day = day.AddDays(1))
        {
            if (young.Covers(day.Year) && (!old.Covers(day.Year) || young.IsWorkingDay(day) != old.IsWorkingDay(day)))
                return day;
            if (day == newYear && before.Find(table.Region, table.Year)?.Status != table.Status)
                return day;
        }

        return null;
    }

    private static WorkingCalendar CalendarOf(CalendarTables tables, string region)
    {
        var calendars = new WorkingCalendars(tables);
        return RegionCode.TryParse(region.PadRight(6, '0'), out var code) ? calendars.For(code) : calendars.Country;
    }
}
