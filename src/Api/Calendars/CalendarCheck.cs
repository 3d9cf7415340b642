using System.Text.RegularExpressions;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Domain.Calendar;
using Grid.Domain.Data;

namespace Grid.Api.Calendars;

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
            {
                throw Problem.Fields(errors).AsException();
            }

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
        {
            yield return new FieldError("region", FieldCodes.OtherThanAddress);
        }

        if (table.Year.ToString() != year)
        {
            yield return new FieldError("year", FieldCodes.OtherThanAddress);
        }
    }

    /// <summary>The days that are off by law (法定节假日) may not be missing from the country's table, nor be worked in any.</summary>
    private static IEnumerable<FieldError> Statutory(CalendarYear table, CalendarBody body)
    {
        if (table.Year is < StatutoryHolidays.FirstYear or > StatutoryHolidays.LastYear)
        {
            yield break;
        }

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
        @"(?:'|\b)(?<entry>\d{4}-\d{2}-\d{2}|CN|\d{2,6}|(?<=')[^']+)(?:'|\b)",
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
