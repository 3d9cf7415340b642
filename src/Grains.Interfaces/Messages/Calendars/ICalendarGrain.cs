using Grid.Domain.Calendar;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Receipts;

namespace Grid.Grains.Interfaces.Calendars;

/// <summary>
/// Changes calendars while the register runs (key: <c>calendar</c>): stores a table, then recomputes every open duty that it may move,
/// bounded and resumable.
/// </summary>
[Alias("Grid.ICalendarGrain")]
public interface ICalendarGrain : IGrainWithStringKey
{
    /// <summary>
    /// Stores the table and starts recomputing. On return the table is committed with its receipt; recomputing continues in the background.
    /// </summary>
    /// <param name="receipt">Of the request; null when there was none.</param>
    /// <exception cref="DuplicateReceiptException">The key has been used already; the table was not stored.</exception>
    [Alias("Load")]
    Task<CalendarProgress> Load(Actor actor, CalendarYear table, CommandReceipt? receipt);

    /// <summary>Does the same as long as the table in force is the one that the caller read.</summary>
    /// <param name="expected">Its version: <see cref="CalendarVersion"/>.</param>
    /// <returns>Null when it was stored; otherwise the version in force, empty where there is none, and nothing was done.</returns>
    /// <exception cref="DuplicateReceiptException">The key has been used already; the table was not stored.</exception>
    [Alias("Replace")]
    Task<string?> Replace(Actor actor, CalendarYear table, string expected, CommandReceipt? receipt);

    /// <summary>How far recomputing has come.</summary>
    [Alias("Progress")]
    Task<CalendarProgress> Progress();
}

/// <summary>How far the recomputing of open duties has come.</summary>
/// <param name="Running">True while there are persons left to process.</param>
/// <param name="From">The first day that the change may move; null when nothing was ever loaded.</param>
/// <param name="Done">Persons processed.</param>
[GenerateSerializer, Immutable, Alias("Grid.CalendarProgress")]
public sealed record CalendarProgress([property: Id(0)] bool Running, [property: Id(1)] DateOnly? From, [property: Id(2)] long Done)
{
    public override string ToString() => DiscreetText.Of(this);
}
