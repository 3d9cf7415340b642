namespace Grid.Domain.Calendar;

/// <summary>
/// One year's table of one region (节假日安排): the days that differ from "Monday to Friday are worked", and adjoining weekends
/// as the notice names them. A table may also name days of the December before (31 December 2022 stands in the table of 2023).
/// </summary>
/// <param name="Region"><c>CN</c>, or the 2, 4 or 6 leading digits of a region's code.</param>
/// <param name="Year">The year of the table.</param>
/// <param name="Status">Official or provisional.</param>
/// <param name="Published">When the notice was published; null for a computed table.</param>
/// <param name="Notice">Number or address of the notice, or how the table was made.</param>
/// <param name="Off">Days off, ascending; weekends may be among them.</param>
/// <param name="Worked">Worked weekend days (调休上班), ascending. In a region's table also days that it works although an ancestor has them off.</param>
public sealed record CalendarYear(
    string Region,
    int Year,
    CalendarStatus Status,
    DateOnly? Published,
    string Notice,
    IReadOnlyList<DateOnly> Off,
    IReadOnlyList<DateOnly> Worked)
{
    /// <summary>The region from which all others inherit.</summary>
    public const string Root = "CN";

    internal static bool IsWeekend(DateOnly date) => date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
}
