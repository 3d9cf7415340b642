namespace Grid.Grains.Reports;

/// <summary>Configuration section <c>Grid:Reports</c>.</summary>
public sealed class ReportOptions
{
    public const string Section = "Grid:Reports";

    /// <summary>How long a caller waits for a check before it goes on without the caller; 0 to 10 seconds.</summary>
    public TimeSpan CheckPatience { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>How often the watch looks whether the day is another; 1 minute to 1 day. It acts once a day.</summary>
    public TimeSpan WatchInterval { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How many periods back the watch looks, 1 to 120.</summary>
    public int WatchedPeriods { get; set; } = 12;
}
