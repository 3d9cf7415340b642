using Grid.Domain.Calendar;
using Grid.Domain.Regions;

namespace Grid.Domain.Counting.Reports;

/// <summary>When a period's report must be in (79/2020 (九)).</summary>
public static class ReportDue
{
    /// <summary>The first period that was ever reported: 21 August to 20 September 2020, due by 9 October 2020.</summary>
    public static CountingPeriod FirstEver { get; } = new(new YearMonth(2020, 9));

    /// <summary>The last day: the 3rd of the month after the period's, or the next working day of the region.</summary>
    public static Deadline Of(CountingPeriod period, RegionCode region, IWorkingCalendars calendars)
    {
        ArgumentNullException.ThrowIfNull(calendars);
        var month = period.Month.AddMonths(1);
        return calendars.For(region).ReportDeadline(month.Year, month.Month);
    }

    /// <summary>From this day on it is watched: the 1st of the month after the period's.</summary>
    public static DateOnly WatchedFrom(CountingPeriod period) => period.Month.AddMonths(1).FirstDay;

    /// <summary>Whether there is such a period at all, begun by this day.</summary>
    public static bool Exists(CountingPeriod period, DateOnly today) => FirstEver <= period && period.First <= today;
}
