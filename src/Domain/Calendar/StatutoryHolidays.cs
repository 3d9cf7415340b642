using System.Globalization;

namespace Grid.Domain.Calendar;

/// <summary>
/// The thirteen statutory days off of a year (法定节假日) by 《全国年节及纪念日放假办法》 as in force from 1 January 2025: New Year's Day, the eve and the
/// first three days of the Spring Festival, Qingming, 1 and 2 May, Dragon Boat, Mid-Autumn, 1 to 3 October.
/// </summary>
public static class StatutoryHolidays
{
    public const int FirstYear = 2025;
    public const int LastYear = 2099;

    private static readonly ChineseLunisolarCalendar Lunar = new();

    /// <summary>Ascending; a day on which two feasts fall (Mid-Autumn on 3 October 2028) is listed once.</summary>
    public static IReadOnlyList<DateOnly> Of(int year)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(year, FirstYear);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(year, LastYear);
        var spring = FromLunar(year, 1, 1);
        return
        [
            .. new SortedSet<DateOnly>
            {
                new(year, 1, 1),
                spring.AddDays(-1),
                spring,
                spring.AddDays(1),
                spring.AddDays(2),
                Qingming(year),
                new(year, 5, 1),
                new(year, 5, 2),
                FromLunar(year, 5, 5),
                FromLunar(year, 8, 15),
                new(year, 10, 1),
                new(year, 10, 2),
                new(year, 10, 3),
            },
        ];
    }

    /// <summary>
    /// A day of the lunar year that begins in the given year; a leap month shifts the number that the calendar class counts by.
    /// </summary>
    private static DateOnly FromLunar(int year, int month, int day)
    {
        var leap = Lunar.GetLeapMonth(year);
        var position = leap > 0 && month >= leap ? month + 1 : month;
        return DateOnly.FromDateTime(Lunar.ToDateTime(year, position, day, 0, 0, 0, 0));
    }

    /// <summary>4 or 5 April: the usual formula for the 21st century, in whole ten-thousandths so that nothing is rounded.</summary>
    private static DateOnly Qingming(int year)
    {
        var y = year % 100;
        return new DateOnly(year, 4, (((y * 2422) + 48100) / 10000) - (y / 4));
    }
}
