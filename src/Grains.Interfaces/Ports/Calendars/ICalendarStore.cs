using Grid.Domain.Calendar;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Receipts;

namespace Grid.Grains.Interfaces.Calendars;

/// <summary>Calendar tables that operators loaded at run time; they take precedence over those that ship with the register.</summary>
public interface ICalendarStore
{
    /// <summary>All loaded tables.</summary>
    Task<IReadOnlyList<CalendarYear>> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Changes whenever a table is stored; cheap to ask.</summary>
    Task<long> VersionAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Stores a table, replacing the one of its region and year. On return it is committed with its receipt; storing it again is harmless.
    /// </summary>
    /// <param name="receipt">Of the request; null when there was none.</param>
    /// <exception cref="DuplicateReceiptException">The key has been used already; nothing was stored.</exception>
    Task StoreAsync(CalendarYear table, string by, DateTimeOffset at, CommandReceipt? receipt, CancellationToken cancellationToken);
}
