using Grid.Grains.Interfaces.Persons.Commit;
using Microsoft.Extensions.Options;

namespace Grid.Silo.Clustering;

/// <summary>
/// Refuses a silo that refreshes its reminders less often than a person's reminder ticks: a row that was moved could tick at its old
/// moments, and more than once. And one whose loading window is shorter than that period: a refresh between the due moment of a row and its
/// tick takes the moment one period later for the next one, finds it beyond the window, and drops the tick.
/// </summary>
public sealed class ReminderRefreshCheck : IValidateOptions<ReminderOptions>
{
    public ValidateOptionsResult Validate(string? name, ReminderOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        List<string> wrong = [];
        if (options.RefreshReminderListPeriod > ReminderRow.Period)
        {
            wrong.Add(
                $"RefreshReminderListPeriod is {options.RefreshReminderListPeriod}; it must not be longer than {ReminderRow.Period}, the period of a person's reminder."
            );
        }

        if (options.ReminderLoadingWindow < ReminderRow.Period)
        {
            wrong.Add(
                $"ReminderLoadingWindow is {options.ReminderLoadingWindow}; it must not be shorter than {ReminderRow.Period}, the period of a person's reminder."
            );
        }

        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }
}
