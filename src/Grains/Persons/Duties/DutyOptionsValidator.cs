using Microsoft.Extensions.Options;

namespace Grid.Grains.Persons.Duties;

/// <summary>Refuses a process whose duty options make no sense.</summary>
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
