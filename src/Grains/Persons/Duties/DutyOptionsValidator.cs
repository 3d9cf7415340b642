using Microsoft.Extensions.Options;

namespace Grid.Grains.Persons.Duties;

/// <summary>Refuses a process whose duty options make no sense.</summary>
public sealed class DutyOptionsValidator : IValidateOptions<DutyOptions>
{
    public ValidateOptionsResult Validate(string? name, DutyOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.TicksAtWork is >= 1 and <= 10_000
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"{DutyOptions.Section}:{nameof(DutyOptions.TicksAtWork)} is {options.TicksAtWork}; allowed are 1 to 10,000.");
    }
}
