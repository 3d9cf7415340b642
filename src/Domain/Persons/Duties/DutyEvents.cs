using Grid.Domain.Calendar;

namespace Grid.Domain.Persons;

/// <summary>A duty opened.</summary>
public sealed record DutyOpened(Duty Duty) : PersonEvent, IDated
{
    DateOnly IDated.On => Duty.OpenedOn;
}

/// <summary>A duty got another last day because the calendar changed, or another office because the case moved.</summary>
/// <param name="Before">The last day until now.</param>
/// <param name="After">The duty from now on; never with a snooze, whose reason is personal.</param>
public sealed record DutyMoved(string Key, DutyKind Kind, Deadline Before, Duty After) : PersonEvent;

/// <summary>The office was warned that a duty is due soon.</summary>
public sealed record DutyWarned(string Key, DutyKind Kind, DateTimeOffset At) : PersonEvent;

/// <summary>A duty's last day passed; it is on the list of the office above.</summary>
/// <param name="Since">The first late moment, whenever the register noticed.</param>
public sealed record DutyOverdue(string Key, DutyKind Kind, DateOnly Due, DateTimeOffset Since, string EscalatedTo) : PersonEvent, IDated
{
    DateOnly IDated.On => ChinaTime.DateOf(Since);
}

/// <summary>A duty ended. What fulfilled it is an event before it in the same commit.</summary>
/// <param name="On">The day of what fulfilled it, else the day on which it ended.</param>
/// <param name="Due">Its last day as it was at the end.</param>
public sealed record DutyClosed(string Key, DutyKind Kind, DutyClosing How, string Office, DateOnly On, DateOnly Due) : PersonEvent, IDated;

/// <summary>
/// Folds what happens to duties. An open duty is the source of its days: what an application, a registration or an objection stores of them
/// comes from the duty, here and nowhere else, and stays with the case when the duty has ended.
/// </summary>
internal static class DutyFold
{
    public static PersonRecord Apply(PersonRecord record, PersonEvent change) =>
        change switch
        {
            DutyOpened e => WithDaysOf(
                e.Duty,
                record with
                {
                    Duties = [.. record.Duties.Append(e.Duty).OrderBy(d => d.Key, StringComparer.Ordinal)],
                }
            ),
            DutyMoved e => WithDaysOf(e.After, Replace(record, e.Key, d => Moved(d, e.After))),
            DutyWarned e => Replace(record, e.Key, d => d with { WarnedAt = e.At }),
            DutyOverdue e => Overdue(record, e),
            DutyClosed e => record with { Duties = [.. record.Duties.Where(d => !IsCalled(d, e.Key))] },
            DutyClaimed e => Replace(record, e.Key, d => d with { Claim = e.Claim }),
            DutySnoozed e => Replace(record, e.Key, d => d with { Snooze = e.Snooze }),
            _ => throw new ArgumentException($"No fold for {change.GetType().Name}.", nameof(change)),
        };

    /// <summary>It stays postponed only where neither the day nor the office changed.</summary>
    private static Duty Moved(Duty before, Duty after) =>
        before.Due.Date == after.Due.Date && string.Equals(before.Office, after.Office, StringComparison.Ordinal)
            ? after with
            {
                Snooze = before.Snooze,
            }
            : after;

    private static PersonRecord Overdue(PersonRecord record, DutyOverdue e)
    {
        var after = Replace(record, e.Key, d => d with { OverdueSince = e.Since, EscalatedTo = e.EscalatedTo });
        return after.Duties.FirstOrDefault(d => IsCalled(d, e.Key)) is { } duty ? WithDaysOf(duty, after) : after;
    }

    private static PersonRecord Replace(PersonRecord record, string key, Func<Duty, Duty> change) =>
        record with
        {
            Duties = [.. record.Duties.Select(d => IsCalled(d, key) ? change(d) : d)],
        };

    private static PersonRecord WithDaysOf(Duty duty, PersonRecord record) =>
        duty.Kind switch
        {
            DutyKind.Review when record.Application is { IsOpen: true } application => record with
            {
                Application = application with
                {
                    ReviewDue = duty.Due,
                    PromisedDue = duty.PromisedDue ?? application.PromisedDue,
                    OverdueSince = duty.OverdueSince,
                    EscalatedTo = duty.EscalatedTo,
                },
            },
            DutyKind.FirstContact when record.Registration is { } registration => record with
            {
                Registration = registration with { FirstContactDue = Promised(duty, registration.FirstContactDue) },
            },
            DutyKind.Objection or DutyKind.ReExamination => record with
            {
                Objections =
                [
                    .. record.Objections.Select(o =>
                        IsCalled(duty, ExpectedDuties.KeyOf(o)) ? o with { AnswerDue = Promised(duty, o.AnswerDue) } : o
                    ),
                ],
            },
            DutyKind.Complaint => record with
            {
                Complaints =
                [
                    .. record.Complaints.Select(c =>
                        IsCalled(duty, Complaining.KeyOf(c)) ? c with { AnswerDue = Promised(duty, c.AnswerDue) } : c
                    ),
                ],
            },
            _ => record,
        };

    /// <summary>The day that was given to the person; it is still provisional if the duty's day is.</summary>
    private static Deadline Promised(Duty duty, Deadline before) =>
        duty.PromisedDue is not { } day ? before
        : day == duty.Due.Date ? duty.Due
        : day == before.Date ? before
        : new Deadline(day, duty.Due.Provisional);

    private static bool IsCalled(Duty duty, string key) => string.Equals(duty.Key, key, StringComparison.Ordinal);
}
