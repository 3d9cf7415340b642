using Grid.Domain.Calendar;
using Grid.Domain.Persons.Deciding;

namespace Grid.Grains.Interfaces.Calendars;

/// <summary>The one that changes calendars while the register runs (key: <c>calendar</c>): stores a table, and then brings every open duty that it may move up to it, bounded and resumable.</summary>
[Alias("Grid.ICalendarGrain")]
public interface ICalendarGrain : IGrainWithStringKey
{
    /// <summary>Stores the table and starts recomputing. On return the table is committed; recomputing goes on by itself.</summary>
    [Alias("Load")]
    Task<CalendarProgress> Load(Actor actor, CalendarYear table);

    /// <summary>How far recomputing has come.</summary>
    [Alias("Progress")]
    Task<CalendarProgress> Progress();
}
