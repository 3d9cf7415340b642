using System.Collections.Frozen;
using Grid.Domain.Data;
using Grid.Domain.Regions;

namespace Grid.Domain.Calendar;

/// <summary>One immutable set of tables, made ready for counting in every region. Safe for any number of threads.</summary>
public sealed class WorkingCalendars : IWorkingCalendars
{
    private readonly FrozenDictionary<string, WorkingCalendar> byPrefix;

    public WorkingCalendars(CalendarTables tables)
    {
        ArgumentNullException.ThrowIfNull(tables);
        Tables = tables;
        byPrefix = tables
            .All.Select(t => t.Region)
            .Append(CalendarYear.Root)
            .Distinct(StringComparer.Ordinal)
            .ToFrozenDictionary(region => region, region => Compile(tables, region));
    }

    public CalendarTables Tables { get; }

    public string Version => Tables.Version;

    /// <summary>The calendar of the whole country.</summary>
    public WorkingCalendar Country => byPrefix[CalendarYear.Root];

    public WorkingCalendar For(RegionCode region)
    {
        foreach (var length in (ReadOnlySpan<int>)[6, 4, 2])
        {
            if (byPrefix.TryGetValue(region.Value[..length], out var calendar))
                return calendar;
        }

        return Country;
    }

    /// <summary>For a region written as text; throws <see cref="FormatException"/> for anything that is no region code.</summary>
    public WorkingCalendar For(string regionCode) => For(RegionCode.Parse(regionCode));

    private static WorkingCalendar Compile(CalendarTables tables, string region)
    {
        var digits = region == CalendarYear.Root ? 0 : region.Length / 2;
        string[] chain = [CalendarYear.Root, .. Enumerable.Range(1, digits).Select(pairs => region[..(2 * pairs)])];
        var days = new Dictionary<DateOnly, bool>();
        var years = new Dictionary<int, CalendarStatus>();
        foreach (var table in chain.SelectMany(link => tables.All.Where(t => t.Region == link)))
        {
            foreach (var day in table.Worked)
            {
                if (!CalendarYear.IsWeekend(day) && !(days.TryGetValue(day, out var worked) && !worked))
                {
                    throw new DataFileException(
                        $"{table.Region}/{table.Year}.json",
                        $"worked: {day:yyyy-MM-dd} is no weekend and no ancestor has it off"
                    );
                }

                Put(table, day, worked: true);
            }

            foreach (var day in table.Off)
                Put(table, day, worked: false);
            if (!years.TryGetValue(table.Year, out var known) || known == CalendarStatus.Official)
                years[table.Year] = table.Status;
        }

        return new WorkingCalendar(region, tables.Version, days, years);

        // Tables of neighbouring years of one region may both name a day of December; they must say the same.
        void Put(CalendarYear table, DateOnly day, bool worked)
        {
            var other = day.Year == table.Year ? null : tables.Find(table.Region, day.Year);
            if (other is not null && (worked ? other.Off : other.Worked).Contains(day))
            {
                throw new DataFileException(
                    $"{table.Region}/{table.Year}.json",
                    $"{day:yyyy-MM-dd} contradicts {other.Region}/{other.Year}.json"
                );
            }

            days[day] = worked;
        }
    }
}

/// <summary>
/// The working calendars in force. Ask again for each decision: the tables may be replaced while the process runs, and on 26 January 2020
/// they were, three days after deadlines had been given out. What is returned never changes.
/// </summary>
public interface IWorkingCalendars
{
    /// <summary>Changes exactly when the content of the tables does; goes with each computed deadline.</summary>
    string Version { get; }

    CalendarTables Tables { get; }

    /// <summary>The calendar of a region: that of the nearest ancestor with tables of its own, at last that of the country.</summary>
    WorkingCalendar For(RegionCode region);
}

/// <summary>
/// Holds the calendars in force and swaps them as a whole. A caller that took a <see cref="WorkingCalendar"/> before keeps counting on the
/// old one; the next question is answered by the new one. Safe for any number of threads.
/// </summary>
public sealed class CurrentCalendars(CalendarTables tables) : IWorkingCalendars
{
    private volatile WorkingCalendars current = new(tables);

    public string Version => current.Version;

    public CalendarTables Tables => current.Tables;

    /// <summary>The set in force, for several questions that must be answered from the same tables.</summary>
    public WorkingCalendars Snapshot => current;

    public WorkingCalendar For(RegionCode region) => current.For(region);

    public WorkingCalendar For(string regionCode) => current.For(regionCode);

    /// <summary>Puts other tables in force. True when their content differs, so that open deadlines must be recomputed.</summary>
    public bool Replace(CalendarTables next)
    {
        var calendars = new WorkingCalendars(next);
        var before = Interlocked.Exchange(ref current, calendars);
        return !string.Equals(before.Version, calendars.Version, StringComparison.Ordinal);
    }
}

/// <summary>
/// A day lies in a year that has no table, not even a provisional one. There is no fallback to plain weekdays: on 30 December 2026 that
/// would have given 4 January instead of 5 January.
/// </summary>
public sealed class CalendarMissingException(string region, int year)
    : Exception($"There is no working calendar of {region} for {year}: load {region}/{year}.json, official or provisional.")
{
    /// <summary>The root region, <c>CN</c>.</summary>
    public string Region { get; } = region;

    public int Year { get; } = year;
}
