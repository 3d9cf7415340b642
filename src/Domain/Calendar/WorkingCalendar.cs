using System.Collections.Frozen;
using System.Text.Json.Serialization;

namespace Grid.Domain.Calendar;

/// <summary>
/// The working days (工作日) of one region. Immutable. Every question about a day in a year without a table throws
/// <see cref="CalendarMissingException"/>.
/// </summary>
public sealed class WorkingCalendar
{
    /// <summary>More working days than any duty asks for; a bound on the loop, not a rule.</summary>
    public const int MaxWorkingDays = 1000;

    private readonly FrozenDictionary<DateOnly, bool> days;
    private readonly FrozenDictionary<int, CalendarStatus> years;

    internal WorkingCalendar(string region, string version, Dictionary<DateOnly, bool> days, Dictionary<int, CalendarStatus> years)
    {
        Region = region;
        Version = version;
        this.days = days.ToFrozenDictionary();
        this.years = years.ToFrozenDictionary();
    }

    /// <summary><c>CN</c> or the prefix of the region whose tables these are.</summary>
    public string Region { get; }

    /// <summary>The version of the tables; see <see cref="CalendarTables.Version"/>.</summary>
    public string Version { get; }

    public bool Covers(int year) => years.ContainsKey(year);

    public bool IsWorkingDay(DateOnly date)
    {
        _ = StatusOf(date);
        return days.TryGetValue(date, out var worked) ? worked : !CalendarYear.IsWeekend(date);
    }

    /// <summary>Whether the day lies in a year whose table is not yet published.</summary>
    public bool IsProvisional(DateOnly date) => StatusOf(date) == CalendarStatus.Provisional;

    /// <summary>
    /// The Nth working day strictly after <paramref name="start"/>: the day of the start is not counted (Civil Code 201), rest days and
    /// holidays are not counted. A start on a rest day is allowed: the first working day after it is day 1.
    /// </summary>
    /// <param name="start">The day on which the thing happened.</param>
    /// <param name="workingDays">1 to <see cref="MaxWorkingDays"/>.</param>
    public Deadline DeadlineAfter(DateOnly start, int workingDays)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workingDays, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(workingDays, MaxWorkingDays);
        var provisional = false;
        var date = start;
        for (var counted = 0; counted < workingDays; )
        {
            date = date.AddDays(1);
            provisional |= IsProvisional(date);
            if (IsWorkingDay(date))
                counted++;
        }

        return new Deadline(date, provisional);
    }

    /// <summary>The same for a moment: its date in China starts the clock.</summary>
    public Deadline DeadlineAfter(DateTimeOffset start, int workingDays) => DeadlineAfter(ChinaTime.DateOf(start), workingDays);

    /// <summary>
    /// The earliest start from which a term of that many working days is not over before <paramref name="day"/>: the reverse of
    /// <see cref="DeadlineAfter(DateOnly, int)"/>. Goes no further back than the tables.
    /// </summary>
    /// <param name="day">The day that must still be in time.</param>
    /// <param name="workingDays">1 to <see cref="MaxWorkingDays"/>.</param>
    public DateOnly EarliestStart(DateOnly day, int workingDays)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workingDays, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(workingDays, MaxWorkingDays);
        var start = day.AddDays(-1);
        for (var counted = 0; Covers(start.Year); start = start.AddDays(-1))
        {
            if (IsWorkingDay(start) && ++counted == workingDays)
                break;
        }

        return start;
    }

    /// <summary>The day itself when it is a working day, else the next one (Civil Code 203).</summary>
    public DateOnly RollForward(DateOnly date) => Roll(date).Date;

    /// <summary>
    /// The last day for a month's statistics: the 3rd of the month in which the report is due, rolled forward
    /// (79/2020 (九); the first report, due by 9 October 2020, shows the rolling).
    /// </summary>
    public Deadline ReportDeadline(int year, int month) => Roll(new DateOnly(year, month, 3));

    /// <summary>
    /// Working days in (<paramref name="from"/>, <paramref name="to"/>], so that the Nth after a start is N away from it;
    /// negative when <paramref name="to"/> is the earlier one.
    /// </summary>
    public int WorkingDaysBetween(DateOnly from, DateOnly to)
    {
        if (to < from)
            return -WorkingDaysBetween(to, from);
        var count = 0;
        for (var date = from; date < to; )
        {
            date = date.AddDays(1);
            if (IsWorkingDay(date))
                count++;
        }

        return count;
    }

    private Deadline Roll(DateOnly date)
    {
        var provisional = IsProvisional(date);
        while (!IsWorkingDay(date))
        {
            date = date.AddDays(1);
            provisional |= IsProvisional(date);
        }

        return new Deadline(date, provisional);
    }

    private CalendarStatus StatusOf(DateOnly date) =>
        years.TryGetValue(date.Year, out var status) ? status : throw new CalendarMissingException(CalendarYear.Root, date.Year);
}

/// <summary>
/// The last day on which something is in time; it ends at 24:00 (Civil Code 203).
/// </summary>
/// <param name="Date">A working day, inclusive.</param>
/// <param name="Provisional">
/// True when a day that was counted is in a year whose table is not yet published: the date may change when it is.
/// </param>
public sealed record Deadline(DateOnly Date, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Provisional)
    : Discreet
{
    /// <summary>24:00 of <see cref="Date"/>: the first moment that is late. Not called "End" to say that it is exclusive.</summary>
    public DateTimeOffset LateFrom() => ChinaTime.EndOf(Date);

    /// <summary>Whether a moment is after the deadline.</summary>
    public bool IsPassedAt(DateTimeOffset moment) => moment >= LateFrom();
}
