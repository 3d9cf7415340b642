using Grid.Domain.Calendar;

namespace Grid.Grains.Interfaces.Calendars;

/// <summary>Calendar tables that operators loaded at run time; they stand before those that ship with the register.</summary>
public interface ICalendarStore
{
    /// <summary>All loaded tables.</summary>
    Task<IReadOnlyList<CalendarYear>> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Changes whenever a table is stored; cheap to ask.</summary>
    Task<long> VersionAsync(CancellationToken cancellationToken);

    /// <summary>Stores a table, replacing the one of its region and year. On return it is committed; storing it again is harmless.</summary>
    Task StoreAsync(CalendarYear table, string by, DateTimeOffset at, CancellationToken cancellationToken);
}
