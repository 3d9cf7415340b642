using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Regions;
using Grid.LoadGenerator.Chance;
using Grid.LoadGenerator.Demo;

namespace Grid.LoadGenerator.Persons;

/// <summary>When made-up persons lost their work and applied: over the last months, the open applications within the last days.</summary>
/// <param name="Today">The day of the run: everything lies before it, so that a run repeated on the same day sends the same.</param>
/// <param name="Calendars">At a window people apply on working days.</param>
internal sealed record SubmissionDates(DateOnly Today, WorkingCalendars Calendars)
{
    /// <summary>How far back applications go, in days.</summary>
    public const int Reach = 150;

    public DateTimeOffset Submission(Fate fate, Office office, ApplicationChannel channel, Dice dice)
    {
        // Open for longer than three working days is overdue: the supervisors' lists get a few of these.
        var isOpen = fate.Kind is FateKind.Submitted or FateKind.Verifying or FateKind.CorrectionAsked;
        var daysAgo = isOpen
            ? dice.Chance(0.1)
                ? dice.Between(6, 15)
                : dice.Between(1, 2)
            : 1 + (int)(Reach * Math.Pow(dice.Fraction(), 1.3));
        var day = Today.AddDays(-daysAgo);
        if (channel != ApplicationChannel.Offline)
            return At(day, dice.Between(7 * 60, (22 * 60) + 30));
        var calendar = Calendars.For(office.Region);
        while (!calendar.IsWorkingDay(day))
            day = day.AddDays(-1);
        return At(day, dice.Between((8 * 60) + 30, 17 * 60));
    }

    public static DateOnly Unemployed(DateTimeOffset submittedAt, Dice dice) =>
        ChinaTime.DateOf(submittedAt).AddDays(-(dice.Chance(0.08) ? dice.Between(184, 900) : dice.Between(1, 120)));

    private static DateTimeOffset At(DateOnly day, int minutes) => ChinaTime.StartOf(day).AddMinutes(minutes);
}
