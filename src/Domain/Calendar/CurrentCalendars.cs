using Grid.Domain.Regions;

namespace Grid.Domain.Calendar;

/// <summary>
/// Holds the calendars in force and swaps them as a whole. A caller that took a <see cref="WorkingCalendar"/> before keeps counting on the old
/// one; the next question is answered by the new one. Safe for any number of threads.
/// </summary>
public sealed class CurrentCalendars(CalendarTables tables) : IWorkingCalendars
{
    private volatile WorkingCalendars _current = new(tables);

    public string Version => _current.Version;

    public CalendarTables Tables => _current.Tables;

    /// <summary>The set in force, for several questions that must be answered from the same tables.</summary>
    public WorkingCalendars Snapshot => _current;

    public WorkingCalendar For(RegionCode region) => _current.For(region);

    public WorkingCalendar For(string regionCode) => _current.For(regionCode);

    /// <summary>Puts other tables in force. True when their content differs, so that open deadlines must be recomputed.</summary>
    public bool Replace(CalendarTables next)
    {
        var calendars = new WorkingCalendars(next);
        var before = Interlocked.Exchange(ref _current, calendars);
        return !string.Equals(before.Version, calendars.Version, StringComparison.Ordinal);
    }
}
