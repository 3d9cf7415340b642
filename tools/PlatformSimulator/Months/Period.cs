using Grid.Domain.Calendar;

namespace Grid.PlatformSimulator.Months;

/// <summary>
/// A period of the monthly statistics: from the 21st of the month before to the 20th of the month that names it, both inclusive (79/2020
/// (九)).
/// </summary>
internal static class Period
{
    private const int LastDay = 20;

    public static YearMonth Of(DateOnly day) => day.Day <= LastDay ? YearMonth.Of(day) : YearMonth.Of(day).AddMonths(1);

    public static DateOnly First(YearMonth month) => month.AddMonths(-1).FirstDay.AddDays(LastDay);

    public static DateOnly Last(YearMonth month) => month.FirstDay.AddDays(LastDay - 1);
}
