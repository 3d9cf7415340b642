using Grid.Domain.Calendar;

namespace Grid.Domain.Tests.Calendar;

public sealed class DeadlineTests
{
    [Theory]
    [InlineData("2020-09-30", "2020-10-12", "2020-10-19")]
    [InlineData("2021-02-10", "2021-02-20", "2021-02-26")]
    [InlineData("2022-01-28", "2022-02-07", "2022-02-14")]
    [InlineData("2024-02-09", "2024-02-20", "2024-02-27")]
    [InlineData("2024-09-30", "2024-10-10", "2024-10-16")]
    [InlineData("2025-01-27", "2025-02-07", "2025-02-13")]
    [InlineData("2026-02-13", "2026-02-25", "2026-03-03")]
    [InlineData("2026-02-14", "2026-02-26", "2026-03-04")]
    [InlineData("2026-09-30", "2026-10-10", "2026-10-16")]
    public void Three_working_days_and_then_five(string start, string three, string thenFive)
    {
        var review = Tables.China.DeadlineAfter(Tables.Day(start), 3);
        Assert.Equal(new Deadline(Tables.Day(three), Provisional: false), review);
        Assert.Equal(new Deadline(Tables.Day(thenFive), Provisional: false), Tables.China.DeadlineAfter(review.Date, 5));
    }

    [Fact]
    public void A_start_on_a_rest_day_makes_the_next_working_day_the_first() =>
        Assert.Equal(Tables.Day("2020-10-12"), Tables.China.DeadlineAfter(Tables.Day("2020-10-08"), 3).Date);

    [Fact]
    public void Over_the_end_of_2026_the_deadline_is_provisional()
    {
        var review = Tables.China.DeadlineAfter(Tables.Day("2026-12-30"), 3);
        Assert.Equal(new Deadline(Tables.Day("2027-01-05"), Provisional: true), review);
        Assert.Equal(new Deadline(Tables.Day("2027-01-12"), Provisional: true), Tables.China.DeadlineAfter(review.Date, 5));
        Assert.Equal(new Deadline(Tables.Day("2026-12-31"), Provisional: false), Tables.China.DeadlineAfter(Tables.Day("2026-12-30"), 1));
    }

    [Fact]
    public void The_spring_of_2020_was_extended_after_deadlines_had_been_given_out()
    {
        // As first published: off to 30 January, the Saturday 1 February worked. Extended to 2 February on 26 January.
        var extended = Tables.Shipped.Find("CN", 2020)!;
        var before = extended with
        {
            Published = Tables.Day("2019-11-21"),
            Notice = "国办发明电〔2019〕16号",
            Off = [.. extended.Off.Where(d => d < Tables.Day("2020-01-31") || d > Tables.Day("2020-02-02"))],
            Worked = [.. extended.Worked.Append(Tables.Day("2020-02-01")).Order()],
        };
        var calendars = new CurrentCalendars(Tables.Shipped.With(before));
        var start = Tables.Day("2020-01-22");
        var old = calendars.For("36");
        var version = calendars.Version;
        Assert.Equal(Tables.Day("2020-02-01"), old.DeadlineAfter(start, 3).Date);

        Assert.True(calendars.Replace(Tables.Shipped));

        Assert.Equal(Tables.Day("2020-02-04"), calendars.For("36").DeadlineAfter(start, 3).Date);
        Assert.Equal(Tables.Day("2020-02-01"), old.DeadlineAfter(start, 3).Date);
        Assert.NotEqual(version, calendars.Version);
        Assert.False(calendars.Replace(CalendarTables.LoadEmbedded()));
    }

    [Theory]
    [InlineData(2020, 10, "2020-10-09")]
    [InlineData(2022, 10, "2022-10-08")]
    [InlineData(2024, 2, "2024-02-04")]
    [InlineData(2025, 10, "2025-10-09")]
    [InlineData(2026, 1, "2026-01-04")]
    [InlineData(2026, 10, "2026-10-08")]
    [InlineData(2026, 11, "2026-11-03")]
    public void The_monthly_report_is_due_by_the_3rd_rolled_forward(int year, int month, string due) =>
        Assert.Equal(new Deadline(Tables.Day(due), Provisional: false), Tables.China.ReportDeadline(year, month));

    [Fact]
    public void The_report_of_a_provisional_year_says_so() =>
        Assert.Equal(new Deadline(Tables.Day("2027-10-06"), Provisional: true), Tables.China.ReportDeadline(2027, 10));

    [Theory]
    [InlineData("2026-10-01", "2026-10-08")]
    [InlineData("2026-10-08", "2026-10-08")]
    [InlineData("2026-10-10", "2026-10-10")]
    [InlineData("2026-10-11", "2026-10-12")]
    public void Rolling_forward(string day, string to) => Assert.Equal(Tables.Day(to), Tables.China.RollForward(Tables.Day(day)));

    [Theory]
    [InlineData("2026-09-30", "2026-10-10", 3)]
    [InlineData("2026-10-10", "2026-09-30", -3)]
    [InlineData("2026-10-01", "2026-10-07", 0)]
    [InlineData("2026-10-08", "2026-10-08", 0)]
    public void Working_days_between(string from, string to, int days) =>
        Assert.Equal(days, Tables.China.WorkingDaysBetween(Tables.Day(from), Tables.Day(to)));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1001)]
    public void The_number_of_days_is_bounded(int days) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Tables.China.DeadlineAfter(Tables.Day("2026-01-05"), days));

    [Fact]
    public void A_deadline_ends_at_24_o_clock_in_China()
    {
        var due = new Deadline(Tables.Day("2026-10-10"), Provisional: false);
        Assert.False(due.IsPassedAt(DateTimeOffset.Parse("2026-10-10T23:59:59.9999999+08:00")));
        Assert.True(due.IsPassedAt(DateTimeOffset.Parse("2026-10-11T00:00:00+08:00")));
        Assert.False(due.IsPassedAt(DateTimeOffset.Parse("2026-10-10T15:59:59Z")));
        Assert.True(due.IsPassedAt(DateTimeOffset.Parse("2026-10-10T16:00:00Z")));
    }

    [Fact]
    public void The_date_of_the_start_is_that_of_China()
    {
        // 16:30 UTC on 29 September is half past midnight on the 30th in China.
        var start = DateTimeOffset.Parse("2026-09-29T16:30:00Z");
        Assert.Equal(Tables.Day("2026-10-10"), Tables.China.DeadlineAfter(start, 3).Date);
    }
}
