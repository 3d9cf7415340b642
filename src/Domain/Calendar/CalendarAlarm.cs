using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Calendar;

/// <summary>
/// Warns the operators that a year's official table is missing: from 15 December for the next year, and at any time for the current year.
/// The tables of 2021 to 2026 came between 25 October and 8 December of the year before.
/// </summary>
/// <param name="Year">The year whose official table is not there.</param>
/// <param name="Provisional">True when deadlines are counted on a provisional table, false when there is none at all.</param>
public sealed record CalendarAlarm(int Year, bool Provisional)
{
    /// <summary>What operators read, Chinese first.</summary>
    public string Text =>
        Provisional
            ? $"{Year}年工作日历仍为暂行,请导入国务院办公厅节假日安排 / The working calendar of {Year} is still provisional: load the official table"
            : $"缺少{Year}年工作日历,请立即导入 / There is no working calendar of {Year}: load one now";

    /// <summary>The alarms on a day; none when there is nothing to report.</summary>
    public static IReadOnlyList<CalendarAlarm> On(DateOnly today, CalendarTables tables)
    {
        ArgumentNullException.ThrowIfNull(tables);
        var alarms = new List<CalendarAlarm>();
        Check(today.Year);
        if (today >= new DateOnly(today.Year, 12, 15))
            Check(today.Year + 1);
        return alarms;

        void Check(int year)
        {
            var table = tables.Find(CalendarYear.Root, year);
            if (table?.Status != CalendarStatus.Official)
                alarms.Add(new CalendarAlarm(year, table is not null));
        }
    }

    /// <summary>
    /// Throws <see cref="CalendarMissingException"/> unless there is a table, provisional at least, for every year that a deadline set
    /// today may reach (two months ahead). A host calls it before it starts, and each day.
    /// </summary>
    public static void EnsureCovers(DateOnly today, CalendarTables tables)
    {
        ArgumentNullException.ThrowIfNull(tables);
        for (var year = today.Year; year <= today.AddMonths(2).Year; year++)
        {
            if (tables.Find(CalendarYear.Root, year) is null)
                throw new CalendarMissingException(CalendarYear.Root, year);
        }
    }
}

/// <summary>Where a year's table comes from.</summary>
[JsonConverter(typeof(StrictEnumConverter<CalendarStatus>))]
public enum CalendarStatus
{
    /// <summary>From the State Council's yearly notice (部分节假日安排的通知), or a region's own decision.</summary>
    Official,

    /// <summary>Computed from the statutory days before the notice is out; expected to change.</summary>
    Provisional,
}
