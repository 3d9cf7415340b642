using System.Text.RegularExpressions;
using Grid.Api.OpenApi;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Domain.Calendar;
using Grid.Domain.Data;
using Grid.Domain.Regions;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Calendars;

namespace Grid.Api.Calendars;

/// <summary>A year's table of one region, as in the data files.</summary>
public sealed record CalendarBody : IRequest<CalendarBody>
{
    private const int FirstYear = 2000;
    private const int LastYear = 2099;
    private const int LongestNotice = 500;

    public int? Year { get; init; }

    /// <summary><c>CN</c>, or the 2, 4 or 6 leading digits of a region.</summary>
    public string? Region { get; init; }

    /// <summary><c>official</c> or <c>provisional</c>.</summary>
    [NamesOf<CalendarStatus>]
    public string? Status { get; init; }

    /// <summary>Day of the notice; of an official table.</summary>
    public string? Published { get; init; }

    /// <summary>Number or address of the notice.</summary>
    public string? Notice { get; init; }

    /// <summary>Days off.</summary>
    [LongestList(400)]
    public IReadOnlyList<string>? Off { get; init; }

    /// <summary>Worked Saturdays and Sundays.</summary>
    [LongestList(400)]
    public IReadOnlyList<string>? Worked { get; init; }

    public static CalendarBody Example { get; } =
        new()
        {
            Year = 2027,
            Region = "CN",
            Status = "provisional",
            Notice = "国务院办公厅通知尚未发布",
            Off = [.. ProvisionalYear.Compute(2027).Off.Select(Text)],
            Worked = [],
        };

    /// <summary>The form of it; whether the days fit is judged afterwards.</summary>
    internal void Read(Fields fields)
    {
        fields.Has(Year, "year");
        if (Year is < FirstYear or > LastYear)
            fields.Beyond("year", FieldCodes.OutOfRange, FirstYear, LastYear);
        fields.Has(Region, "region");
        fields.Name<CalendarStatus>(Status, "status");
        fields.Date(Published, "published");
        fields.Text(Notice, "notice", LongestNotice, required: true);
        foreach (var (days, name) in new[] { (Off, "off"), (Worked, "worked") })
        {
            fields.Has(days, name);
            Fields.IsDay($"{name}[]");
        }

        fields.ThrowIfWrong();
    }

    internal static CalendarBody Of(CalendarYear table) =>
        new()
        {
            Year = table.Year,
            Region = table.Region,
            Status = EnumName.Of(table.Status),
            Published = table.Published is { } day ? Text(day) : null,
            Notice = table.Notice,
            Off = [.. table.Off.Select(Text)],
            Worked = [.. table.Worked.Select(Text)],
        };

    internal static string Text(DateOnly day) => day.ToString("yyyy-MM-dd");
}

/// <summary>What a table changes.</summary>
internal static class CalendarChange
{
    /// <summary>
    /// The days that become or cease to be working days in the table's region. All that differ from Monday to Friday, where the year had no
    /// table.
    /// </summary>
    public static IReadOnlyList<CalendarDayView> Days(CalendarTables before, CalendarTables after, CalendarYear table)
    {
        var (old, young) = (CalendarOf(before, table.Region), CalendarOf(after, table.Region));
        var days = new List<CalendarDayView>();
        for (var day = new DateOnly(table.Year - 1, 12, 1); day.Year <= table.Year; day = day.AddDays(1))
        {
            if (!young.Covers(day.Year))
                continue;

            var was = old.Covers(day.Year) ? old.IsWorkingDay(day) : day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
            if (young.IsWorkingDay(day) != was)
                days.Add(new CalendarDayView(day, !was));
        }

        return days;
    }

    private static WorkingCalendar CalendarOf(CalendarTables tables, string region)
    {
        var calendars = new WorkingCalendars(tables);
        return RegionCode.TryParse(region.PadRight(6, '0'), out var code) ? calendars.For(code) : calendars.Country;
    }
}

/// <summary>Judges a table before it is loaded. Every error names its place and its day.</summary>
internal static partial class CalendarCheck
{
    private const int MostErrors = 50;
    private const int LongestText = 200;

    /// <summary>The table, which fits beside the others; a problem when it does not.</summary>
    public static CalendarYear Read(string region, string year, Body<CalendarBody> body, CalendarTables others)
    {
        try
        {
            var table = CalendarTables.ParseOne(new DataFile($"{body.Value.Region}/{body.Value.Year}.json", body.Canonical()));
            List<FieldError> errors = [.. Address(table, region, year), .. Statutory(table, body.Value)];
            if (errors.Count > 0)
                throw Problem.Fields(errors).AsException();

            _ = others.With(table);
            return table;
        }
        catch (DataFileException error)
        {
            throw Problem.Fields([.. error.Errors.Take(MostErrors).Select(Of)]).AsException();
        }
    }

    private static IEnumerable<FieldError> Address(CalendarYear table, string region, string year)
    {
        if (table.Region != region)
            yield return new FieldError("region", FieldCodes.OtherThanAddress);

        if (table.Year.ToString() != year)
            yield return new FieldError("year", FieldCodes.OtherThanAddress);
    }

    /// <summary>The days that are off by law (法定节假日) may not be missing from the country's table, nor be worked in any.</summary>
    private static IEnumerable<FieldError> Statutory(CalendarYear table, CalendarBody body)
    {
        if (table.Year is < StatutoryHolidays.FirstYear or > StatutoryHolidays.LastYear)
            yield break;

        foreach (var day in StatutoryHolidays.Of(table.Year))
        {
            var text = CalendarBody.Text(day);
            if (table.Worked.Contains(day))
            {
                var index = body.Worked!.ToList().IndexOf(text);
                yield return new FieldError(FormattableString.Invariant($"worked[{index}]"), FieldCodes.StatutoryDayWorked)
                {
                    Entry = text,
                };
            }
            else if (
                table.Region == CalendarYear.Root
                && !table.Off.Contains(day)
                && day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)
            )
            {
                yield return new FieldError("off", FieldCodes.StatutoryDayMissing) { Entry = text };
            }
        }
    }

    /// <summary>A quoted entry, a day or a region's code: what of an English sentence is the same in every language.</summary>
    [GeneratedRegex(
        @"(?<![A-Za-z])'(?<entry>[^']+)'|\b(?<entry>\d{4}-\d{2}-\d{2}|CN|\d{2,6})\b",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex EntryOf();

    private static FieldError Of(string error)
    {
        var at = error.IndexOf(": ", StringComparison.Ordinal);
        var (place, what) = at < 0 ? ("$", error) : (error[..at], error[(at + 2)..]);
        return new FieldError(place.Length > LongestText ? "$" : place, FieldCodes.BadCalendarEntry)
        {
            Entry = EntryOf().Match(what) is { Success: true } entry && entry.Length <= LongestText ? entry.Groups["entry"].Value : null,
            More = what.Length > LongestText ? what[..LongestText] : what,
        };
    }
}

/// <summary>How far the recomputing of open deadlines has come after a table was loaded.</summary>
/// <param name="Running">There are persons left to process.</param>
/// <param name="From">The first day that the change may move.</param>
/// <param name="Done">Persons processed.</param>
public sealed record CalendarProgressView(bool Running, DateOnly? From, long Done)
{
    internal static CalendarProgressView Of(CalendarProgress progress) => new(progress.Running, progress.From, progress.Done);
}
