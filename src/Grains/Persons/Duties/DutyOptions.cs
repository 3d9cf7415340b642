using Microsoft.Extensions.Options;

namespace Grid.Grains.Persons.Duties;

/// <summary>Configuration section <c>Grid:Duties</c>.</summary>
public sealed class DutyOptions
{
    public const string Section = "Grid:Duties";

    /// <summary>
    /// Ticks of reminders that may run in a silo at once, 1 to 10,000. Further ticks wait for <see cref="TickPatience"/>, are then
    /// rejected, and tick again after their period of 15 minutes.
    /// </summary>
    public int TicksAtWork { get; set; } = 128;

    /// <summary>
    /// How long a tick waits for its turn, zero to three seconds: commands for the person queue behind it, and a caller gives up after
    /// five.
    /// </summary>
    public TimeSpan TickPatience { get; set; } = TimeSpan.FromSeconds(2);
}

/// <summary>Ends the start when the duty options make no sense.</summary>
public sealed class DutyOptionsValidator : IValidateOptions<DutyOptions>
{
    private static readonly TimeSpan LongestPatience = TimeSpan.FromSeconds(3);

    public ValidateOptionsResult Validate(string? name, DutyOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.TicksAtWork is < 1 or > 10_000)
            return ValidateOptionsResult.Fail(
                $"{DutyOptions.Section}:{nameof(DutyOptions.TicksAtWork)} is {options.TicksAtWork}; allowed are 1 to 10,000."
            );
        return options.TickPatience >= TimeSpan.Zero && options.TickPatience <= LongestPatience
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"{DutyOptions.Section}:{nameof(DutyOptions.TickPatience)} is {options.TickPatience}; allowed are zero to {LongestPatience}."
            );
    }
}
