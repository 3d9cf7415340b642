using Grid.Domain.Calendar;

namespace Grid.Domain.Tests.Calendar;

public sealed class CalendarAlarmTests
{
    private static readonly CalendarTables To2026 = CalendarTables.Of(Tables.Shipped.All.Where(t => t.Year <= 2026));

    [Theory]
    [InlineData("2026-12-14", false)]
    [InlineData("2026-12-15", true)]
    [InlineData("2026-12-31", true)]
    [InlineData("2025-12-20", false)]
    public void From_15_December_the_next_years_table_is_wanted(string today, bool alarm)
    {
        Assert.Equal(alarm ? [new CalendarAlarm(2027, Provisional: true)] : [], CalendarAlarm.On(Tables.Day(today), Tables.Shipped));
        Assert.Equal(alarm ? [new CalendarAlarm(2027, Provisional: false)] : [], CalendarAlarm.On(Tables.Day(today), To2026));
    }

    [Fact]
    public void In_a_provisional_year_the_alarm_goes_on() =>
        Assert.Equal([new CalendarAlarm(2027, Provisional: true)], CalendarAlarm.On(Tables.Day("2027-03-01"), Tables.Shipped));

    [Theory]
    [InlineData("2020-01-01", null)]
    [InlineData("2026-10-31", null)]
    [InlineData("2026-11-01", 2027)]
    [InlineData("2026-12-30", 2027)]
    [InlineData("2027-01-01", 2027)]
    [InlineData("2019-12-31", 2019)]
    public void A_host_starts_where_every_year_of_the_next_two_months_has_a_table(string today, int? missing) =>
        Assert.Equal(missing, MissingYear(today, To2026));

    [Fact]
    public void The_provisional_table_is_enough_to_start() => Assert.Null(MissingYear("2027-01-01", Tables.Shipped));

    [Fact]
    public void The_texts_name_the_year_in_both_languages()
    {
        Assert.Contains("2027年", new CalendarAlarm(2027, Provisional: true).Text, StringComparison.Ordinal);
        Assert.Contains("no working calendar of 2027", new CalendarAlarm(2027, Provisional: false).Text, StringComparison.Ordinal);
    }

    private static int? MissingYear(string today, CalendarTables tables)
    {
        try
        {
            CalendarAlarm.EnsureCovers(Tables.Day(today), tables);
            return null;
        }
        catch (CalendarMissingException e)
        {
            return e.Year;
        }
    }
}
