using Grid.Domain.Calendar;
using Grid.Domain.Counting;
using Grid.Domain.Counting.Reports;
using Grid.Domain.Regions;

namespace Grid.Domain.Tests.Counting.Reports;

/// <summary>When reports are due (79/2020 (九), with known deadlines).</summary>
public sealed class ReportDueTests
{
    private static readonly WorkingCalendars Calendars = new(CalendarTables.LoadEmbedded());

    [Theory]
    [InlineData("2020-09", "2020-10-09")]
    [InlineData("2022-09", "2022-10-08")]
    [InlineData("2024-01", "2024-02-04")]
    [InlineData("2025-09", "2025-10-09")]
    [InlineData("2025-12", "2026-01-04")]
    [InlineData("2026-09", "2026-10-08")]
    [InlineData("2026-11", "2026-12-03")]
    public void The_third_or_the_next_working_day(string period, string due)
    {
        Assert.True(CountingPeriod.TryParse(period, out var read));
        Assert.Equal(due, ReportDue.Of(read, RegionCode.Parse("360102"), Calendars).Date.ToString("yyyy-MM-dd"));
    }

    [Fact]
    public void There_is_no_period_before_the_first_and_none_that_has_not_begun()
    {
        var first = ReportDue.FirstEver;
        Assert.Equal((new DateOnly(2020, 8, 21), new DateOnly(2020, 9, 20)), (first.First, first.Last));
        Assert.True(ReportDue.Exists(first, new DateOnly(2020, 8, 21)));
        Assert.False(ReportDue.Exists(first, new DateOnly(2020, 8, 20)));
        Assert.False(ReportDue.Exists(first.Previous, new DateOnly(2026, 1, 1)));
        Assert.Equal(new DateOnly(2020, 10, 1), ReportDue.WatchedFrom(first));
    }
}
