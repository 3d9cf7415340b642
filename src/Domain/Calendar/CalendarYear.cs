using System.Globalization;
using System.Text.Json;
using Grid.Domain.Data;

namespace Grid.Domain.Calendar;

/// <summary>
/// One year's table of one region (节假日安排): the days that differ from "Monday to Friday are worked", and adjoining weekends
/// as the notice names them. A table may also name days of the December before (31 December 2022 is in the table of 2023).
/// </summary>
/// <param name="Region"><c>CN</c>, or the 2, 4 or 6 leading digits of a region's code.</param>
/// <param name="Year">The year of the table.</param>
/// <param name="Status">Official or provisional.</param>
/// <param name="Published">When the notice was published; null for a computed table.</param>
/// <param name="Notice">Number or address of the notice, or how the table was made.</param>
/// <param name="Off">Days off, ascending; weekends may be among them.</param>
/// <param name="Worked">Worked weekend days (调休上班), ascending. In a region's table also days that it works although an ancestor has them
/// off.</param>
public sealed record CalendarYear(
    string Region,
    int Year,
    CalendarStatus Status,
    DateOnly? Published,
    string Notice,
    IReadOnlyList<DateOnly> Off,
    IReadOnlyList<DateOnly> Worked
) : Discreet
{
    /// <summary>The region from which all others inherit.</summary>
    public const string Root = "CN";

    internal static bool IsWeekend(DateOnly date) => date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
}

/// <summary>
/// Reads <c>calendar/&lt;region&gt;/&lt;year&gt;.json</c>. Errors name the place: an invalid date or one outside the year (December of
/// the year before is allowed), a day given twice, off and worked at once, a worked day that is no weekend, a file at the wrong path.
/// </summary>
internal static class CalendarYearFile
{
    public static CalendarYear Parse(DataFile file)
    {
        var reader = new DataFileReader(file.Name);
        using var document = reader.Parse(file.Content);
        var root = document.RootElement;
        reader.OnlyKnown(root, "", "year", "region", "status", "published", "notice", "off", "worked");

        var region = reader.Text(root, "", "region");
        if (region is not null && !IsRegion(region))
            reader.Error("region", $"'{region}' must be CN or the 2, 4 or 6 leading digits of a region, without zeros to fill");
        var year = reader.Number(root, "", "year");
        if (year is < 2000 or > 2099)
            reader.Error("year", $"{year} is outside 2000 to 2099");
        var status = Status(reader, reader.Text(root, "", "status"));
        var published = reader.Date(root, "", "published", required: status == CalendarStatus.Official);
        var notice = reader.Text(root, "", "notice");
        if (region is not null && year is not null && !file.Name.EndsWith($"{region}/{year}.json", StringComparison.Ordinal))
            reader.Error("region, year", $"the file says {region}/{year}.json");

        var seen = new Dictionary<DateOnly, string>();
        var off = Days(reader, root, "off", year, seen);
        var worked = Days(reader, root, "worked", year, seen);
        if (region == CalendarYear.Root)
        {
            foreach (var day in worked.Where(day => !CalendarYear.IsWeekend(day)))
                reader.Error(seen[day], $"{day:yyyy-MM-dd} is no Saturday or Sunday, so it needs no entry to be worked");
        }

        reader.ThrowIfErrors();
        return new CalendarYear(region!, year!.Value, status!.Value, published, notice!, off, worked);
    }

    private static CalendarStatus? Status(DataFileReader reader, string? text)
    {
        switch (text)
        {
            case "official":
                return CalendarStatus.Official;
            case "provisional":
                return CalendarStatus.Provisional;
            case null:
                return null;
            default:
                reader.Error("status", $"'{text}' must be official or provisional");
                return null;
        }
    }

    private static DateOnly[] Days(DataFileReader reader, JsonElement root, string name, int? year, Dictionary<DateOnly, string> seen)
    {
        var days = new List<DateOnly>();
        foreach (var (where, item) in reader.Items(root, name))
        {
            var day = reader.Date(item.ValueKind == JsonValueKind.String ? item.GetString() : item.GetRawText(), where);
            if (day is not { } date)
                continue;
            if (date.Year != year && !(date.Year == year - 1 && date.Month == 12))
            {
                reader.Error(
                    where,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{date:yyyy-MM-dd} lies outside {year}; of the year before, only December may be named"
                    )
                );
            }
            else if (!seen.TryAdd(date, where))
            {
                reader.Error(where, string.Create(CultureInfo.InvariantCulture, $"{date:yyyy-MM-dd} is already at {seen[date]}"));
            }
            else
            {
                days.Add(date);
            }
        }

        days.Sort();
        return [.. days];
    }

    private static bool IsRegion(string text) =>
        text == CalendarYear.Root
        || (text.Length is 2 or 4 or 6 && text.All(char.IsAsciiDigit) && !text.EndsWith("00", StringComparison.Ordinal));
}

/// <summary>
/// The table of a year whose notice is not yet out: weekends and the statutory days; a statutory day on a Saturday or Sunday makes the next
/// working weekday off. No weekend is a working day, because it is not yet known which will be.
/// </summary>
public static class ProvisionalYear
{
    /// <summary>From the statutory days as computed; see <see cref="StatutoryHolidays"/>.</summary>
    public static CalendarYear Compute(int year) => From(year, StatutoryHolidays.Of(year));

    /// <summary>From statutory days given by the caller.</summary>
    public static CalendarYear From(int year, IReadOnlyList<DateOnly> statutory)
    {
        ArgumentNullException.ThrowIfNull(statutory);
        var off = new SortedSet<DateOnly>(statutory);
        foreach (var day in statutory.Order().Where(CalendarYear.IsWeekend))
        {
            var next = day.AddDays(1);
            while (CalendarYear.IsWeekend(next) || off.Contains(next))
                next = next.AddDays(1);
            off.Add(next);
        }

        return new CalendarYear(
            CalendarYear.Root,
            year,
            CalendarStatus.Provisional,
            null,
            "全国年节及纪念日放假办法 (2025): statutory days, made up on the next working weekday",
            [.. off],
            []
        );
    }
}
