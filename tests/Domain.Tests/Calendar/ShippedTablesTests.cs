using Grid.Domain.Calendar;

namespace Grid.Domain.Tests.Calendar;

public sealed class ShippedTablesTests
{
    [Theory]
    [InlineData(2020, 249)]
    [InlineData(2021, 250)]
    [InlineData(2022, 249)]
    [InlineData(2023, 249)]
    [InlineData(2024, 251)]
    [InlineData(2025, 248)]
    [InlineData(2026, 248)]
    public void Working_days_of_a_year(int year, int expected)
    {
        var days = Enumerable.Range(0, DateTime.IsLeapYear(year) ? 366 : 365).Select(new DateOnly(year, 1, 1).AddDays);
        Assert.Equal(expected, days.Count(Tables.China.IsWorkingDay));
        Assert.Equal(
            expected,
            Tables.China.WorkingDaysBetween(new DateOnly(year, 1, 1), new DateOnly(year, 12, 31))
                + (Tables.China.IsWorkingDay(new DateOnly(year, 1, 1)) ? 1 : 0)
        );
    }

    [Fact]
    public void Seven_official_years_and_one_provisional()
    {
        Assert.Equal(Enumerable.Range(2020, 8), Tables.Shipped.All.Select(t => t.Year));
        Assert.All(Tables.Shipped.All, t => Assert.Equal(t.Year == 2027 ? CalendarStatus.Provisional : CalendarStatus.Official, t.Status));
        Assert.All(Tables.Shipped.All, t => Assert.Equal(t.Status == CalendarStatus.Official, t.Published is not null));
    }

    [Theory]
    [InlineData("2022-12-31", false)] // is in the table of 2023
    [InlineData("2020-02-01", false)] // was to be worked, then cancelled
    [InlineData("2020-02-02", false)]
    [InlineData("2020-02-03", true)]
    [InlineData("2020-01-19", true)]
    [InlineData("2021-02-20", true)]
    [InlineData("2022-10-08", true)]
    [InlineData("2024-02-09", true)]
    [InlineData("2024-02-10", false)]
    [InlineData("2025-09-28", true)]
    [InlineData("2026-01-04", true)]
    [InlineData("2026-11-22", false)]
    [InlineData("2026-11-23", true)]
    [InlineData("2027-02-11", true)]
    public void A_day(string day, bool working) => Assert.Equal(working, Tables.China.IsWorkingDay(Tables.Day(day)));

    [Theory]
    [InlineData("2026-12-31", false)]
    [InlineData("2027-01-01", true)]
    [InlineData("2027-06-01", true)]
    public void Only_2027_is_provisional(string day, bool provisional) =>
        Assert.Equal(provisional, Tables.China.IsProvisional(Tables.Day(day)));

    [Theory]
    [InlineData("2019-12-31", 2019)]
    [InlineData("2028-01-01", 2028)]
    public void A_year_without_a_table_is_an_error_and_never_plain_weekdays(string day, int year)
    {
        var date = Tables.Day(day);
        Assert.Equal(year, Assert.Throws<CalendarMissingException>(() => Tables.China.IsWorkingDay(date)).Year);
        Assert.Throws<CalendarMissingException>(() => Tables.China.IsProvisional(date));
        Assert.Throws<CalendarMissingException>(() => Tables.China.RollForward(date));
        Assert.Throws<CalendarMissingException>(() => Tables.China.DeadlineAfter(new DateOnly(2027, 12, 30), 2));
    }
}
