using System.Globalization;
using Grid.Domain.Calendar;

namespace Grid.Console.Texts;

/// <summary>How numbers, times and durations are shown on pages: always the same way, times in China's time zone.</summary>
public static class DisplayFormat
{
    /// <summary>Shown where there is no value.</summary>
    public const string None = "–";

    public static string Number(long? number) => number?.ToString("N0", CultureInfo.InvariantCulture) ?? None;

    public static string Change(long number) => number.ToString("+#,0;−#,0;0", CultureInfo.InvariantCulture);

    /// <summary>Of a part between 0 and 1.</summary>
    public static string Percent(double? part, int digits = 1) =>
        part is { } known ? (known * 100).ToString("F" + digits, CultureInfo.InvariantCulture) + "%" : None;

    /// <summary>Of a whole; nothing of nothing.</summary>
    public static string Percent(long part, long whole, int digits = 1) => Percent(whole == 0 ? null : (double)part / whole, digits);

    public static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? None;

    public static string Moment(DateTimeOffset? moment) =>
        moment?.ToOffset(ChinaTime.Offset).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? None;

    public static string Time(DateTimeOffset? moment) =>
        moment?.ToOffset(ChinaTime.Offset).ToString("HH:mm:ss", CultureInfo.InvariantCulture) ?? None;

    /// <summary>A span in its largest unit, as people say it.</summary>
    public static string Span(TimeSpan? span, UiLanguage language)
    {
        ArgumentNullException.ThrowIfNull(language);
        if (span is not { } known)
            return None;
        string In(double amount, string zh, string en) =>
            Math.Floor(amount).ToString("0", CultureInfo.InvariantCulture) + language[" " + zh, " " + en];
        return known switch
        {
            { TotalSeconds: < 1 } => language["不到 1 秒", "under 1 s"],
            { TotalMinutes: < 1 } => In(known.TotalSeconds, "秒", "s"),
            { TotalHours: < 1 } => In(known.TotalMinutes, "分钟", "min"),
            { TotalDays: < 2 } => In(known.TotalHours, "小时", "h"),
            _ => In(known.TotalDays, "天", "days"),
        };
    }

    public static string Milliseconds(double? milliseconds) =>
        milliseconds is { } known ? known.ToString(known < 10 ? "0.0" : "#,0", CultureInfo.InvariantCulture) + " ms" : None;
}
