using Microsoft.Extensions.Options;

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

/// <summary>Refuses a process whose report options make no sense.</summary>
public sealed class ReportOptionsValidator : IValidateOptions<ReportOptions>
{
    public ValidateOptionsResult Validate(string? name, ReportOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.CheckPatience < TimeSpan.Zero || options.CheckPatience > TimeSpan.FromSeconds(10))
            return ValidateOptionsResult.Fail(
                $"{ReportOptions.Section}:{nameof(options.CheckPatience)} is {options.CheckPatience}; allowed are 0 to 10 seconds."
            );
        if (options.WatchInterval < TimeSpan.FromMinutes(1) || options.WatchInterval > TimeSpan.FromDays(1))
            return ValidateOptionsResult.Fail(
                $"{ReportOptions.Section}:{nameof(options.WatchInterval)} is {options.WatchInterval}; allowed are 1 minute to 1 day."
            );
        return options.WatchedPeriods is < 1 or > 120
            ? ValidateOptionsResult.Fail(
                $"{ReportOptions.Section}:{nameof(options.WatchedPeriods)} is {options.WatchedPeriods}; allowed are 1 to 120."
            )
            : ValidateOptionsResult.Success;
    }
}
