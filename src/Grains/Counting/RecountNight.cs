using Grid.Domain.Calendar;

namespace Grid.Grains.Counting;

/// <summary>When the night's recount comes.</summary>
public static class RecountNight
{
    /// <summary>
    /// A reminder with a period of a day that was missed once would not come for a day, or longer; this one comes often, the first time at
    /// the moment itself, and looks whether the night's work is done.
    /// </summary>
    public static readonly TimeSpan Period = TimeSpan.FromMinutes(15);

    /// <summary>The latest beginning of a night's recount that is not after <paramref name="now"/>.</summary>
    public static DateTimeOffset Latest(DateTimeOffset now, TimeOnly at)
    {
        var today = ChinaTime.StartOf(ChinaTime.DateOf(now)) + at.ToTimeSpan();
        return today <= now ? today : today.AddDays(-1);
    }

    /// <summary>From now to the reminder's first tick: at most one period, and one of its ticks falls on the moment.</summary>
    public static TimeSpan UntilTick(DateTimeOffset now, TimeOnly at)
    {
        var since = (now - Latest(now, at)).Ticks % Period.Ticks;
        return Period - TimeSpan.FromTicks(since);
    }
}
