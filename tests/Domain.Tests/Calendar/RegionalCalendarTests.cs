using Grid.Domain.Calendar;
using Grid.Domain.Data;
using Grid.Domain.Regions;

namespace Grid.Domain.Tests.Calendar;

public sealed class RegionalCalendarTests
{
    // The third of the third lunar month is off in Guangxi; one of its cities works the second day of it, one of its counties has another.
    private static readonly WorkingCalendars Calendars = new(
        CalendarTables.Of([
            .. Tables.Shipped.All,
            Tables.Year("45", 2026, "2026-04-20 2026-04-21", "2026-04-25"),
            Tables.Year("4501", 2026, "", "2026-04-21"),
            Tables.Year("450102", 2026, "2026-06-01", "", CalendarStatus.Provisional),
        ])
    );

    [Theory]
    [InlineData("36", "2026-04-20", true)]
    [InlineData("45", "2026-04-20", false)]
    [InlineData("4503", "2026-04-21", false)]
    [InlineData("450301", "2026-04-25", true)]
    [InlineData("450100", "2026-04-21", true)]
    [InlineData("450100", "2026-04-20", false)]
    [InlineData("450102", "2026-04-21", true)]
    [InlineData("450102", "2026-04-20", false)]
    [InlineData("450102001001", "2026-06-01", false)]
    [InlineData("450103", "2026-06-01", true)]
    [InlineData("450102", "2026-10-01", false)]
    public void A_region_inherits_and_overrides(string region, string day, bool working) =>
        Assert.Equal(working, Calendars.For(region).IsWorkingDay(Tables.Day(day)));

    [Fact]
    public void A_provisional_table_anywhere_above_makes_the_year_provisional()
    {
        Assert.True(Calendars.For("450102").IsProvisional(Tables.Day("2026-03-02")));
        Assert.False(Calendars.For("450100").IsProvisional(Tables.Day("2026-03-02")));
        Assert.True(Calendars.For("450100").IsProvisional(Tables.Day("2027-03-02")));
    }

    [Fact]
    public void A_region_without_tables_has_the_calendar_of_the_country()
    {
        Assert.Same(Calendars.Country, Calendars.For(RegionCode.Parse("360102")));
        Assert.Throws<FormatException>(() => Calendars.For("3"));
    }

    [Fact]
    public void A_region_may_work_only_weekends_and_days_that_are_off_above() =>
        Assert.Throws<DataFileException>(() => CalendarTables.Of([.. Tables.Shipped.All, Tables.Year("45", 2026, "", "2026-04-20")]));

    [Fact]
    public void A_region_needs_the_year_of_the_country() =>
        Assert.Throws<DataFileException>(() => CalendarTables.Of([.. Tables.Shipped.All, Tables.Year("45", 2028, "2028-04-20", "")]));
}
