using Grid.Domain.Calendar;
using Grid.Domain.Persons;

namespace Grid.Api.Matching.Pulling;

/// <summary>When the file of a source is due. By China's time; weekends and days off are days like others.</summary>
internal static class PullSchedule
{
    /// <summary>The latest moment, not after now, from which a new file may be expected.</summary>
    /// <param name="schedule">How often the source delivers. One that delivers continuously is asked every hour.</param>
    /// <param name="at">The time of the day.</param>
    /// <param name="now">The moment.</param>
    public static DateTimeOffset LatestDue(MatchSchedule schedule, TimeOnly at, DateTimeOffset now)
    {
        var local = now.ToOffset(ChinaTime.Offset);
        if (schedule == MatchSchedule.Continuous)
            return local.AddTicks(-(local.Ticks % TimeSpan.TicksPerHour));
        var day = DateOnly.FromDateTime(local.DateTime);
        if (TimeOnly.FromDateTime(local.DateTime) < at)
            day = day.AddDays(-1);
        var due = schedule switch
        {
            MatchSchedule.Weekly => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)),
            MatchSchedule.Monthly => new DateOnly(day.Year, day.Month, 1),
            _ => day,
        };
        return new DateTimeOffset(due, at, ChinaTime.Offset);
    }
}
