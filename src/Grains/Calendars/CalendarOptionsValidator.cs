using Microsoft.Extensions.Options;

namespace Grid.Grains.Calendars;

/// <summary>Refuses a process whose calendar options make no sense.</summary>
public sealed class CalendarOptionsValidator : IValidateOptions<CalendarOptions>
{
    public ValidateOptionsResult Validate(string? name, CalendarOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Poll < TimeSpan.FromMilliseconds(10) || options.Poll > TimeSpan.FromMinutes(1))
            return ValidateOptionsResult.Fail(
                $"{CalendarOptions.Section}:{nameof(options.Poll)} is {options.Poll}; allowed are 10 ms to 1 minute."
            );
        if (options.AtOnce is < 1 or > 256)
            return ValidateOptionsResult.Fail(
                $"{CalendarOptions.Section}:{nameof(options.AtOnce)} is {options.AtOnce}; allowed are 1 to 256."
            );
        return options.PageSize is < 1 or > 10_000
            ? ValidateOptionsResult.Fail(
                $"{CalendarOptions.Section}:{nameof(options.PageSize)} is {options.PageSize}; allowed are 1 to 10,000."
            )
            : ValidateOptionsResult.Success;
    }
}
