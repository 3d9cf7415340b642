using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Grid.Api.Importing.Reading.Formats;
using Grid.Domain.Calendar;
using Grid.Domain.Text;

namespace Grid.Api.Importing.Reading.Rows;

/// <summary>A day, and the time of the day where the file has one. Both are those of China.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DayAndTime(DateOnly Day, TimeOnly? Time)
{
    /// <summary>The moment; noon of the day where no time is known.</summary>
    public DateTimeOffset Moment => new(Day, Time ?? new TimeOnly(12, 0), ChinaTime.Offset);
}

/// <summary>
/// Reads days as people and programs write them. The year comes first and has four digits; the order of 1/5/2026 is not guessed.
/// </summary>
internal static partial class CellDays
{
    private const double MillisecondsOfDay = 24 * 60 * 60 * 1000;

    private static readonly DateOnly First = new(1900, 1, 2);
    private static readonly DateOnly Last = new(2099, 12, 31);

    /// <summary>A number that is not shown as a date is a serial only within these years, 1920 to 2099.</summary>
    private static readonly DateOnly FirstUnformatted = new(1920, 1, 1);

    /// <summary>Reads a cell that is not blank; on failure the fault is a code of <see cref="ImportFaultCodes"/>.</summary>
    /// <param name="from1904">Whether the workbook counts its days from 1904.</param>
    public static bool TryRead(Cell cell, bool from1904, out DayAndTime value, out string fault)
    {
        if (
            cell.Kind is CellKind.Number or CellKind.DateNumber
            && double.TryParse(cell.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var serial)
        )
        {
            return TrySerial(serial, cell.Kind == CellKind.DateNumber, from1904, out value, out fault);
        }

        return TryText(cell.Text, out value, out fault);
    }

    private static bool TrySerial(double serial, bool isFormatted, bool from1904, out DayAndTime value, out string fault)
    {
        value = default;
        fault = ImportFaultCodes.BadDay;

        // 20260105 was typed as a number.
        if (serial is >= 19_000_101 and <= 20_991_231 && double.IsInteger(serial))
            return TryText(serial.ToString("0", CultureInfo.InvariantCulture), out value, out fault);
        if (serial is not (>= 1 and < 73_415))
            return false;

        // The serial 60 is a day that there never was, 29 February 1900; those before it are one less.
        var days = (int)Math.Floor(serial);
        if (!from1904 && days == 60)
            return Fail(ImportFaultCodes.NoSuchDay, out fault);
        var origin =
            from1904 ? new DateOnly(1904, 1, 1)
            : days < 60 ? new DateOnly(1899, 12, 31)
            : new DateOnly(1899, 12, 30);
        var day = origin.AddDays(days);
        if (!isFormatted && day < FirstUnformatted)
            return false;
        if (day < First || day > Last)
            return Fail(ImportFaultCodes.DayOutOfRange, out fault);
        var fraction = serial - days;
        value = new DayAndTime(day, fraction == 0 ? null : TimeOf(fraction));
        return true;
    }

    /// <summary>To the second, since a fraction of a day is not exact.</summary>
    private static TimeOnly TimeOf(double fraction)
    {
        var seconds = Math.Min(86_399, Math.Round(fraction * MillisecondsOfDay / 1000));
        return TimeOnly.FromTimeSpan(TimeSpan.FromSeconds(seconds));
    }

    private static bool TryText(string given, out DayAndTime value, out string fault)
    {
        value = default;
        if (given.Length > 60)
            return Fail(ImportFaultCodes.BadDay, out fault);
        var text = Nfkc.Normalize(given).Trim();
        var match = Day().Match(text);
        if (!match.Success)
            return Fail(WhyNoDay(text), out fault);

        var (year, month, day) = (Part(match, "y"), Part(match, "m"), Part(match, "d"));
        if (year < First.Year || year > Last.Year)
            return Fail(ImportFaultCodes.DayOutOfRange, out fault);
        if (month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return Fail(ImportFaultCodes.NoSuchDay, out fault);
        var found = new DateOnly(year, month, day);
        if (found < First)
            return Fail(ImportFaultCodes.DayOutOfRange, out fault);
        return TryTime(match, found, out value, out fault);
    }

    private static bool TryTime(Match match, DateOnly day, out DayAndTime value, out string fault)
    {
        fault = ImportFaultCodes.BadDay;
        value = new DayAndTime(day, null);
        if (!match.Groups["h"].Success)
            return true;
        var (hour, minute, second) = (Part(match, "h"), Part(match, "min"), Part(match, "s"));
        if (hour > 23 || minute > 59 || second > 59)
            return Fail(ImportFaultCodes.BadDay, out fault);
        var time = new TimeOnly(hour, minute, second);
        var zone = match.Groups["z"].Value;
        if (zone.Length == 0)
        {
            // Midnight is how programs write that they have no time.
            value = new DayAndTime(day, time == TimeOnly.MinValue ? null : time);
            return true;
        }

        if (!TryOffset(zone, out var offset))
            return false;
        var moment = new DateTimeOffset(day, time, offset).ToOffset(ChinaTime.Offset);
        value = new DayAndTime(DateOnly.FromDateTime(moment.DateTime), TimeOnly.FromDateTime(moment.DateTime));
        return true;
    }

    private static bool TryOffset(string zone, out TimeSpan offset)
    {
        offset = TimeSpan.Zero;
        if (zone is "Z" or "z")
            return true;
        var digits = zone.Replace(":", "", StringComparison.Ordinal);
        var (hours, minutes) = (Number(digits.AsSpan(1, 2)), Number(digits.AsSpan(3, 2)));
        offset = new TimeSpan(hours, minutes, 0) * (digits[0] == '-' ? -1 : 1);
        return hours <= 14 && minutes < 60;
    }

    private static string WhyNoDay(string text) =>
        OtherOrder().IsMatch(text) ? ImportFaultCodes.AmbiguousDate
        : MonthOnly().IsMatch(text) ? ImportFaultCodes.DateWithoutDay
        : Serial().IsMatch(text) ? ImportFaultCodes.DateAsSerial
        : ImportFaultCodes.BadDay;

    private static int Part(Match match, string group) => match.Groups[group] is { Success: true } part ? Number(part.ValueSpan) : 0;

    private static int Number(ReadOnlySpan<char> digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    private static bool Fail(string code, out string fault)
    {
        fault = code;
        return false;
    }

    [GeneratedRegex(
        @"^(?:(?<y>[0-9]{4})(?:[-/.]|\s*年\s*)(?<m>[0-9]{1,2})(?:[-/.]|\s*月\s*)(?<d>[0-9]{1,2})\s*日?|(?<y>[0-9]{4})(?<m>[0-9]{2})(?<d>[0-9]{2}))"
            + @"(?:(?:T|\s+|(?<=日))(?<h>[0-9]{1,2})(?::|时|點|点)(?<min>[0-9]{1,2})(?:(?::|分)(?<s>[0-9]{1,2})?(?:\.[0-9]+)?秒?)?分?\s*(?<z>[Zz]|[+-][0-9]{2}:?[0-9]{2})?)?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Day();

    [GeneratedRegex(
        @"^[0-9]{1,2}[-/.][0-9]{1,2}[-/.]([0-9]{2}|[0-9]{4})(\s.*)?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex OtherOrder();

    [GeneratedRegex("^[0-9]{4}([-/.年][0-9]{1,2}月?|[0-9]{2})$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex MonthOnly();

    [GeneratedRegex(@"^[0-9]{4,5}(\.[0-9]+)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Serial();
}
