using Grid.Domain.Calendar;
using Grid.Domain.Regions;

namespace Grid.Domain.Persons;

/// <summary>
/// Every term that the register keeps or gives, in one table: the rules of the actions, the duties, the preview of a changed calendar and
/// the texts all take it from here. Working days are counted after the day on which the thing happened
/// (<see cref="WorkingCalendar.DeadlineAfter(DateOnly, int)"/>).
/// </summary>
public static class Deadlines
{
    /// <summary>
    /// Working days from submission to decision, 79/2020 (三). An application of the platform that was refused is settled with the person
    /// within the same.
    /// </summary>
    public const int ReviewWorkingDays = 3;

    /// <summary>Working days from registration to the first contact, 79/2020 (三).</summary>
    public const int FirstContactWorkingDays = 5;

    /// <summary>Working days in which the person can answer a request for a correction, where the review's last day is earlier.</summary>
    public const int CorrectionWorkingDays = 1;

    /// <summary>Working days for a visit after the attempt that asked for it.</summary>
    public const int VisitWorkingDays = 5;

    /// <summary>Working days in which an exit is confirmed or recorded, and a second person decides (79/2020 (四): in time).</summary>
    public const int ExitWorkingDays = 1;

    /// <summary>Working days for a check of pension data or hardship.</summary>
    public const int CheckWorkingDays = 10;

    /// <summary>
    /// Working days to examine an application for the recognition as a hardship person, and again to decide it from the day after the
    /// publicity (公示), or after the check where there is none.
    /// </summary>
    public const int HardshipWorkingDays = 10;

    /// <summary>
    /// Days before the last one of a recognition from which on it can be renewed, and the duty to settle its end is open.
    /// </summary>
    public const int HardshipRenewalDays = 30;

    /// <summary>Working days from a member's exit into work to the check of the household.</summary>
    public const int HouseholdWorkingDays = 10;

    /// <summary>Working days to help a person to a policy, where its rule gives no others.</summary>
    public const int PolicyHelpWorkingDays = 10;

    /// <summary>Working days to a policy's result, where its rule gives no others.</summary>
    public const int PolicyResultWorkingDays = 30;

    /// <summary>Working days from a transfer request to its answer, as for the application that it was.</summary>
    public const int TransferWorkingDays = 3;

    /// <summary>Days after the request on which it can still be answered; then it lapses, and the case stays where it is.</summary>
    public const int TransferDays = 30;

    /// <summary>Working days from an objection to its answer.</summary>
    public const int ObjectionWorkingDays = 5;

    /// <summary>Working days from a complaint to the answer of the office above.</summary>
    public const int ComplaintWorkingDays = 10;

    /// <summary>Working days in which the office above looks at what an answer of a survey contradicts.</summary>
    public const int ContradictionWorkingDays = 5;

    /// <summary>Working days in which every clerk has read a text that is new in force, 79/2020 (十三).</summary>
    public const int ReadingWorkingDays = 10;

    /// <summary>Days after the decision in which it can be objected to; the day of the decision is not counted.</summary>
    public const int ObjectionDays = 60;

    /// <summary>Days after that of an agreement in which the link can be made.</summary>
    public const int LinkAgreementDays = 30;

    /// <summary>A contact can be recorded this many working days after it took place.</summary>
    public const int ContactRecordedWorkingDays = 7;

    /// <summary>The next appointment lies at most this many days ahead.</summary>
    public const int AppointmentDays = 366;

    /// <summary>A clerk may hold a duty for this many hours at a time.</summary>
    public const int ClaimHours = 72;

    /// <summary>Full months registered after which it is checked whether the person is a hardship person.</summary>
    public static IReadOnlyList<int> HardshipMonths { get; } = [6, 12];

    /// <summary>
    /// The last day of a duty. Null for a kind whose last day does not depend on working days: the monthly follow-up ends with its month, the
    /// end of a recognition with the recognition, and the answer to a matter has a term in days of its system.
    /// </summary>
    /// <param name="from">The day it opened; of a correction the day of the application, whose term it has.</param>
    public static Deadline? Of(DutyKind kind, DateOnly from, WorkingCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        return WorkingDaysOf(kind) is { } days ? calendar.DeadlineAfter(from, days) : null;
    }

    /// <summary>Null for the monthly follow-up, the end of a recognition and the answer to a matter.</summary>
    public static int? WorkingDaysOf(DutyKind kind) =>
        kind switch
        {
            DutyKind.Review or DutyKind.Correction => ReviewWorkingDays,
            DutyKind.FirstContact => FirstContactWorkingDays,
            DutyKind.Visit => VisitWorkingDays,
            DutyKind.ExitCheck or DutyKind.SecondPerson => ExitWorkingDays,
            DutyKind.PensionCheck or DutyKind.HardshipCheck => CheckWorkingDays,
            DutyKind.HardshipCase => HardshipWorkingDays,
            DutyKind.HouseholdCheck => HouseholdWorkingDays,
            DutyKind.TransferRequest => TransferWorkingDays,
            DutyKind.Objection or DutyKind.ReExamination => ObjectionWorkingDays,
            DutyKind.Complaint => ComplaintWorkingDays,
            DutyKind.SurveyContradiction => ContradictionWorkingDays,
            DutyKind.PolicyHelp => PolicyHelpWorkingDays,
            DutyKind.PolicyResult => PolicyResultWorkingDays,
            DutyKind.FollowUp or DutyKind.HardshipExpiry or DutyKind.MatterAnswer => null,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no term"),
        };

    /// <summary>The last day of a duty of an office, by the calendar of its region. Not for the monthly follow-up.</summary>
    internal static Deadline Of(DutyKind kind, DateOnly from, string office, DecisionContext context) =>
        Of(kind, from, CalendarOf(office, context)) ?? throw new ArgumentOutOfRangeException(nameof(kind), kind, "no term");

    internal static WorkingCalendar CalendarOf(string office, DecisionContext context) =>
        OfficeCode.TryParse(office, out var code) ? context.Calendars.For(code.Region) : context.Calendars.Country;
}
