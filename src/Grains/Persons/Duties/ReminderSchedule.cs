using Grid.Domain.Calendar;
using Grid.Domain.Identity;
using Grid.Domain.Persons;

namespace Grid.Grains.Persons.Duties;

/// <summary>The moment of a person's one reminder.</summary>
public static class ReminderSchedule
{
    /// <summary>The reminder's name in the reminders table.</summary>
    public const string ReminderName = "duty";

    /// <summary>
    /// The moment, in whole seconds; null when nothing is due. Up to five hours after a deadline that ends at midnight.
    /// </summary>
    public static DateTimeOffset? For(PersonRecord record, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (NextReminder.MomentOf(record, now) is not { } next)
            return null;
        var ticks = Spread(next, record.Id).UtcTicks;
        return new DateTimeOffset(ticks - (ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
    }

    /// <summary>Whether the row must be written when <paramref name="before"/> becomes <paramref name="after"/>.</summary>
    public static bool Changes(PersonRecord before, PersonRecord after, DateTimeOffset now) =>
        before.PendingMove?.Id != after.PendingMove?.Id || For(before, now) != For(after, now);

    private static DateTimeOffset Spread(DateTimeOffset moment, PersonId person) =>
        moment.ToOffset(ChinaTime.Offset).TimeOfDay == TimeSpan.Zero ? moment + DutyJitter.Of(person) : moment;
}

/// <summary>
/// Deadlines end at midnight, all of a day at the same moment. Each person has a fixed second between 00:00 and 05:00, so that a night's
/// work is spread evenly and repeats fall on the same moment.
/// </summary>
public static class DutyJitter
{
    /// <summary>Exclusive end of the spread.</summary>
    public static readonly TimeSpan Night = TimeSpan.FromHours(5);

    /// <summary>Whole seconds, from zero; evenly spread, because a person's id is a keyed hash.</summary>
    public static TimeSpan Of(PersonId person) => TimeSpan.FromSeconds((int)(person.Bits % (UInt128)Night.TotalSeconds));
}
