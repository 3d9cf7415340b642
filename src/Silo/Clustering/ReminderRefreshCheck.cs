using Grid.Grains.Interfaces.Persons.Commit;
using Microsoft.Extensions.Options;

namespace Grid.Silo.Clustering;

/// <summary>Refuses a silo that refreshes its reminders less often than a person's reminder ticks: a row that was moved could tick at its old moments, and more than once.</summary>
public sealed class ReminderRefreshCheck : IValidateOptions<ReminderOptions>
{
    public ValidateOptionsResult Validate(string? name, ReminderOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.RefreshReminderListPeriod <= DutyRow.Period
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"RefreshReminderListPeriod is {options.RefreshReminderListPeriod}; it must not be longer than {DutyRow.Period}, the period of a person's reminder.");
    }
}
