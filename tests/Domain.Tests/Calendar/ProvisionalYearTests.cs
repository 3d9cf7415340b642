using Grid.Domain.Calendar;

namespace Grid.Domain.Tests.Calendar;

public sealed class ProvisionalYearTests
{
    [Theory]
    [InlineData(
        2025,
        "2025-01-01 2025-01-28 2025-01-29 2025-01-30 2025-01-31 2025-04-04 2025-05-01 2025-05-02 2025-05-31 2025-10-01 2025-10-02 2025-10-03 2025-10-06"
    )]
    [InlineData(
        2026,
        "2026-01-01 2026-02-16 2026-02-17 2026-02-18 2026-02-19 2026-04-05 2026-05-01 2026-05-02 2026-06-19 2026-09-25 2026-10-01 2026-10-02 2026-10-03"
    )]
    [InlineData(
        2027,
        "2027-01-01 2027-02-05 2027-02-06 2027-02-07 2027-02-08 2027-04-05 2027-05-01 2027-05-02 2027-06-09 2027-09-15 2027-10-01 2027-10-02 2027-10-03"
    )]
    public void Statutory_days(int year, string days) => Assert.Equal(days.Split(' ').Select(Tables.Day), StatutoryHolidays.Of(year));

    [Fact]
    public void Mid_autumn_of_2028_falls_on_3_October_and_is_listed_once()
    {
        // 2028 has a leap fifth month, which must move Mid-Autumn but not Dragon Boat.
        var days = StatutoryHolidays.Of(2028);
        Assert.Equal(12, days.Count);
        Assert.Contains(Tables.Day("2028-01-26"), days);
        Assert.Contains(Tables.Day("2028-04-04"), days);
        Assert.Contains(Tables.Day("2028-05-28"), days);
        Assert.Contains(Tables.Day("2028-10-03"), days);
    }

    [Fact]
    public void The_official_tables_have_all_statutory_days_off()
    {
        Assert.All(StatutoryHolidays.Of(2025), day => Assert.False(Tables.China.IsWorkingDay(day)));
        Assert.All(StatutoryHolidays.Of(2026), day => Assert.False(Tables.China.IsWorkingDay(day)));
    }

    [Fact]
    public void Statutory_days_of_2027_on_a_weekend_are_made_up()
    {
        var made = ProvisionalYear.Compute(2027).Off.Except(StatutoryHolidays.Of(2027));
        Assert.Equal(
            ["2027-02-09", "2027-02-10", "2027-05-03", "2027-05-04", "2027-10-04", "2027-10-05"],
            made.Select(d => $"{d:yyyy-MM-dd}")
        );
    }

    [Fact]
    public void The_shipped_table_of_2027_is_the_computed_one()
    {
        var shipped = Tables.Shipped.Find("CN", 2027)!;
        var computed = ProvisionalYear.Compute(2027);
        Assert.Equal(computed.Off, shipped.Off);
        Assert.Empty(shipped.Worked);
        Assert.Equal(computed.Status, shipped.Status);
    }

    [Fact]
    public void Years_to_come_can_be_computed_and_leave_what_is_there()
    {
        var tables = Tables.Shipped.WithProvisionalThrough(2030);
        var calendar = new WorkingCalendars(tables).Country;
        Assert.Equal(Tables.Shipped.Find("CN", 2026), tables.Find("CN", 2026));
        Assert.True(calendar.Covers(2030));
        Assert.False(calendar.Covers(2031));
        Assert.True(calendar.DeadlineAfter(Tables.Day("2029-12-30"), 5).Provisional);
        Assert.Same(tables, tables.WithProvisionalThrough(2028));
    }

    [Theory]
    [InlineData(2024)]
    [InlineData(2100)]
    public void The_rule_is_that_of_2025_and_after(int year) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => StatutoryHolidays.Of(year));

    [Fact]
    public void Every_year_of_the_century_has_its_days_off_made_up_on_weekdays()
    {
        for (var year = StatutoryHolidays.FirstYear; year <= StatutoryHolidays.LastYear; year++)
        {
            var statutory = StatutoryHolidays.Of(year);
            var off = ProvisionalYear.Compute(year).Off;
            Assert.InRange(statutory.Count, 12, 13);
            Assert.All(statutory, day => Assert.Equal(year, day.Year));
            Assert.Equal(statutory.Count, off.Count(d => d.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)));
        }
    }
}
