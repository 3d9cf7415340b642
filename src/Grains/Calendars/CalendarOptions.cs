using Microsoft.Extensions.Options;

namespace Grid.Grains.Calendars;

/// <summary>Configuration section <c>Grid:Calendars</c>; the same in every process.</summary>
public sealed class CalendarOptions
{
    public const string Section = "Grid:Calendars";

    /// <summary>How often a process checks for a loaded calendar; 10 ms to 1 minute.</summary>
    public TimeSpan Poll { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Persons recomputed in parallel, 1 to 256.</summary>
    public int AtOnce { get; set; } = 16;

    /// <summary>Persons between two stored notes of the progress, 1 to 10,000.</summary>
    public int PageSize { get; set; } = 500;

    /// <summary>By then every process uses the stored table: it has checked at least once, with the same time again to read it.</summary>
    public TimeSpan Settled => 2 * Poll;
}

/// <summary>Ends the start when the calendar options make no sense.</summary>
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
