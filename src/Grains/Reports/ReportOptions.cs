using System.ComponentModel.DataAnnotations;

namespace Grid.Grains.Reports;

/// <summary>Configuration section <c>Grid:Reports</c>.</summary>
public sealed class ReportOptions
{
    public const string Section = "Grid:Reports";

    /// <summary>How long a caller waits for a check before it goes on without the caller; 0 to 10 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:10")]
    public TimeSpan CheckPatience { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>How often the watch looks whether the day is another; 1 minute to 1 day. It acts once a day.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan WatchInterval { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How many periods back the watch looks, 1 to 120.</summary>
    [Range(1, 120)]
    public int WatchedPeriods { get; set; } = 12;
}
