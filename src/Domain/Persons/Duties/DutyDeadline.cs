using Grid.Domain.Calendar;
using Grid.Domain.Persons.Deciding;

namespace Grid.Domain.Persons.Duties;

/// <summary>The last day of a duty, of its kind, the day it is counted from and the calendar alone: what a changed calendar would make of it.</summary>
public static class DutyDeadline
{
    /// <summary>Null for a kind whose last day is no matter of working days: the monthly follow-up ends with its month.</summary>
    /// <param name="from">The day it came up; of a correction the day of the application, whose term it has.</param>
    public static Deadline? Of(DutyKind kind, DateOnly from, WorkingCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        return kind switch
        {
            DutyKind.Review or DutyKind.Correction => calendar.DeadlineAfter(from, Submitting.ReviewWorkingDays),
            DutyKind.FirstContact => calendar.DeadlineAfter(from, Reviewing.FirstContactWorkingDays),
            DutyKind.Visit => calendar.DeadlineAfter(from, ExpectedDuties.VisitWorkingDays),
            DutyKind.ExitCheck or DutyKind.SecondPerson => calendar.DeadlineAfter(from, ExpectedDuties.ExitWorkingDays),
            DutyKind.PensionCheck or DutyKind.HardshipCheck => calendar.DeadlineAfter(from, ExpectedDuties.CheckWorkingDays),
            DutyKind.TransferRequest => calendar.DeadlineAfter(from, Transferring.AnswerWorkingDays),
            DutyKind.Objection or DutyKind.ReExamination => calendar.DeadlineAfter(from, Objecting.AnswerWorkingDays),
            DutyKind.FollowUp => null,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no term"),
        };
    }
}
