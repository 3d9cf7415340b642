using System.Text;
using Grid.Domain.Calendar;
using Grid.Domain.Data;

namespace Grid.Domain.Tests.Calendar;

/// <summary>The tables that ship, and small ones written in a test.</summary>
internal static class Tables
{
    public static readonly CalendarTables Shipped = CalendarTables.LoadEmbedded();

    public static readonly WorkingCalendar China = new WorkingCalendars(Shipped).Country;

    public static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd");

    public static DataFile File(string name, string json) => new(name, Encoding.UTF8.GetBytes(json));

    /// <summary>A table of a region for a year, with the days given.</summary>
    public static CalendarYear Year(string region, int year, string off, string worked, CalendarStatus status = CalendarStatus.Official) =>
        new(region, year, status, new DateOnly(year - 1, 11, 1), "made up", Days(off), Days(worked));

    private static DateOnly[] Days(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Day)];
}
