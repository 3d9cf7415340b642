using Microsoft.Extensions.Options;

namespace Grid.Grains.Reports;

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
