using Grid.Domain.Regions;

namespace Grid.Domain.Calendar;

/// <summary>
/// The working calendars in force. Ask anew for each decision: the tables may be replaced while the process runs, and on 26 January 2020 they
/// were, three days after deadlines had been told. What is returned never changes.
/// </summary>
public interface IWorkingCalendars
{
    /// <summary>Changes exactly when the content of the tables does; goes with each computed deadline.</summary>
    string Version { get; }

    CalendarTables Tables { get; }

    /// <summary>The calendar of a region: that of the nearest ancestor with tables of its own, at last that of the country.</summary>
    WorkingCalendar For(RegionCode region);
}
