namespace Grid.Domain.Calendar;

/// <summary>
/// The table of a year whose notice is not yet out: weekends and the statutory days; a statutory day on a Saturday or Sunday makes the next
/// working weekday off. No weekend is worked, since nobody can know which.
/// </summary>
public static class ProvisionalYear
{
    /// <summary>From the statutory days as computed; see <see cref="StatutoryHolidays"/>.</summary>
    public static CalendarYear Compute(int year) => From(year, StatutoryHolidays.Of(year));

    /// <summary>From statutory days that the caller knows better.</summary>
    public static CalendarYear From(int year, IReadOnlyList<DateOnly> statutory)
    {
        ArgumentNullException.ThrowIfNull(statutory);
        var off = new SortedSet<DateOnly>(statutory);
        foreach (var day in statutory.Order().Where(CalendarYear.IsWeekend))
        {
            var next = day.AddDays(1);
            while (CalendarYear.IsWeekend(next) || off.Contains(next))
                next = next.AddDays(1);
            off.Add(next);
        }

        return new CalendarYear(
            CalendarYear.Root, year, CalendarStatus.Provisional, null,
            "全国年节及纪念日放假办法 (2025): statutory days, made up on the next working weekday", [.. off], []);
    }
}
