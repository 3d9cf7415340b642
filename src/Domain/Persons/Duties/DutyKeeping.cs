using Grid.Domain.Calendar;

namespace Grid.Domain.Persons;

/// <summary>
/// Brings a record's duties up to date with its state, the clock and the calendars: opens, recomputes, warns, escalates and closes. Run
/// before and after every command, so whatever comes next makes up for a late or missing tick. Running it again changes nothing.
/// </summary>
public static class DutyKeeping
{
    /// <summary>
    /// What came due since the last command or tick: run before a command is decided, on the record as it was left. In the order of the
    /// days.
    /// </summary>
    public static IReadOnlyList<PersonEvent> CatchUp(PersonRecord record, DecisionContext context)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(context);
        return InOrder([.. MissedMonths.Of(record, context), .. Steps(record, context, [])]);
    }

    /// <summary>The events that are missing, given what has just happened to the record.</summary>
    /// <param name="record">The record after <paramref name="cause"/>.</param>
    /// <param name="context">Clock, calendars and offices.</param>
    /// <param name="cause">The events of the command: they show what fulfilled a duty.</param>
    public static IReadOnlyList<PersonEvent> Follow(PersonRecord record, DecisionContext context, params IReadOnlyList<PersonEvent> cause)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(cause);
        return InOrder(Steps(record, context, cause));
    }

    /// <summary>The first moment after now at which <see cref="CatchUp"/> will have something to do; null when none is ahead.</summary>
    public static DateTimeOffset? NextMoment(PersonRecord record, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(record);
        var moments = record
            .Duties.Where(d => d.OverdueSince is null)
            .Select(d => d.WarnedAt is null && d.WarnFrom > now ? d.WarnFrom : d.Due.LateFrom())
            .Concat(record.AliasOf is null ? ClosingTransfers.Open(record).Select(ClosingTransfers.LapsesAt) : [])
            .Concat(ForgettingMatches.Moments(record))
            .Concat(AskingMatters.Moments(record));
        return ExpectedDuties.NextOpening(record, now) is { } opening
            ? moments.Append(opening).Min()
            : moments.Select(m => (DateTimeOffset?)m).Min();
    }

    private static IEnumerable<DutyStep> Steps(PersonRecord record, DecisionContext context, IReadOnlyList<PersonEvent> cause)
    {
        var expected = ExpectedDuties.Of(record, context);
        foreach (var open in record.Duties.Where(d => expected.All(e => !Same(d, e))))
        {
            // What a command closed comes first: another duty of the same key may take its place.
            var closed = DutyEnding.Of(open, cause, context.Today);
            var at = cause.Count > 0 ? DateTimeOffset.MinValue : ChinaTime.StartOf(closed.On);
            if (open.OverdueSince is null && open.Due.IsPassedAt(context.Now))
                yield return cause.Count > 0 ? DutyStep.Overdue(open, context) with { At = at } : DutyStep.Overdue(open, context);
            yield return new DutyStep(at, closed);
        }

        foreach (var wanted in expected)
        {
            var duty = wanted;
            if (record.Duties.FirstOrDefault(d => Same(d, wanted)) is not { } present)
                yield return DutyStep.Opened(wanted);
            else if (DutyMoving.IsNeeded(present, wanted, context.Now))
                yield return new DutyStep(DateTimeOffset.MinValue, DutyMoving.Of(present, wanted, out duty));
            else
                duty = present;
            if (duty.OverdueSince is null && duty.Due.IsPassedAt(context.Now))
                yield return DutyStep.Overdue(duty, context);
            else if (duty.OverdueSince is null && duty.WarnedAt is null && duty.WarnFrom <= context.Now)
                yield return DutyStep.Warned(duty, context);
        }
    }

    private static PersonEvent[] InOrder(IEnumerable<DutyStep> steps) => [.. steps.OrderBy(s => s.At).Select(s => s.Event)];

    /// <summary>A registration that replaces another one has duties with the same names, but they are new ones.</summary>
    private static bool Same(Duty one, Duty other) =>
        string.Equals(one.Key, other.Key, StringComparison.Ordinal) && one.OpenedOn == other.OpenedOn;
}

/// <summary>An event of a duty and the moment to which it belongs, by which events of one commit are ordered.</summary>
internal readonly record struct DutyStep(DateTimeOffset At, PersonEvent Event)
{
    public static DutyStep Opened(Duty duty) => new(ChinaTime.StartOf(duty.OpenedOn), new DutyOpened(duty));

    public static DutyStep Warned(Duty duty, DecisionContext context) =>
        new(NotBeforeOpening(duty, duty.WarnFrom), new DutyWarned(duty.Key, duty.Kind, context.Now));

    public static DutyStep Overdue(Duty duty, DecisionContext context) =>
        new(
            NotBeforeOpening(duty, duty.Due.LateFrom()),
            new DutyOverdue(duty.Key, duty.Kind, duty.Due.Date, duty.Due.LateFrom(), Above(duty.Office, context))
        );

    /// <summary>A correction may be asked for when the review's last day is near, or over.</summary>
    private static DateTimeOffset NotBeforeOpening(Duty duty, DateTimeOffset moment) =>
        ChinaTime.StartOf(duty.OpenedOn) is var opened && opened > moment ? opened : moment;

    private static string Above(string office, DecisionContext context) =>
        context.Offices.Find(office) is { } known && context.Offices.SupervisorOf(known, context.Today) is { } above
            ? above.Code.Value
            : office;
}

/// <summary>A duty whose last day or office is another one now: the calendar changed, or the case moved.</summary>
internal static class DutyMoving
{
    /// <summary>
    /// Clocks of silos may differ by less than this; what lies further in the future was written by a clock that was wrong.
    /// </summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromDays(1);

    public static bool IsNeeded(Duty present, Duty wanted, DateTimeOffset now) =>
        present.Due != wanted.Due
        || !string.Equals(present.Office, wanted.Office, StringComparison.Ordinal)
        || present.OverdueSince > now + ClockSkew;

    /// <summary>
    /// The office's duty takes the recomputed day; the day that was given to the person only moves later. A new office has not claimed it
    /// and has its own office above; one with a new day is warned of and postponed again. The event never carries the reason of a snooze:
    /// that is personal.
    /// </summary>
    public static DutyMoved Of(Duty present, Duty wanted, out Duty after)
    {
        var sameOffice = string.Equals(present.Office, wanted.Office, StringComparison.Ordinal);
        var sameDay = present.Due.Date == wanted.Due.Date;
        after = present with
        {
            Due = wanted.Due,
            Office = wanted.Office,
            PromisedDue = ExpectedDuties.Later(present.PromisedDue, wanted.PromisedDue),
            WarnedAt = sameDay ? present.WarnedAt : null,
            OverdueSince = null,
            EscalatedTo = null,
            Claim = sameOffice ? present.Claim : null,
            Snooze = null,
        };
        return new DutyMoved(present.Key, present.Kind, present.Due, after);
    }
}

/// <summary>Decides how a duty that is no longer expected ended, from what has just happened.</summary>
internal static class DutyEnding
{
    public static DutyClosed Of(Duty duty, IReadOnlyList<PersonEvent> cause, DateOnly today)
    {
        if (cause.OfType<PolicyUnmatched>().Any(e => PolicyDuties.EndsWith(duty, e)))
            return Closed(duty, DutyClosing.Obsolete, today);
        if (cause.Select(e => FulfilledOn(duty, e, today)).FirstOrDefault(on => on is not null) is { } on)
            return Closed(duty, on <= duty.Due.Date ? DutyClosing.InTime : DutyClosing.Late, on);

        // It continues where the case went, or never existed.
        if (
            cause.Any(e =>
                e
                    is LinkedTo
                        or CaseTakenOver
                        or Unlinked
                        or CaseReturned
                        or EnteredInError
                        or NumberCorrected
                        or RegistrationRevoked
                        or ImportUndone
            )
        )
        {
            return Closed(duty, DutyClosing.Obsolete, today);
        }

        return today <= duty.Due.Date || duty.OpenedOn > today
            ? Closed(duty, DutyClosing.Obsolete, today)
            : Closed(
                duty,
                DutyClosing.Missed,
                duty.Kind == DutyKind.FollowUp && cause.Count == 0 ? ExpectedDuties.MissedFrom(duty) : today
            );
    }

    /// <summary>The day on which the event fulfilled the duty; null when it did not.</summary>
    private static DateOnly? FulfilledOn(Duty duty, PersonEvent e, DateOnly today) =>
        (duty.Kind, e) switch
        {
            (DutyKind.Review or DutyKind.Correction, ApplicationApproved a) => a.On,
            (DutyKind.Review or DutyKind.Correction, ApplicationRefused a) => a.On,
            (DutyKind.Correction, IdentityCorrected or VerificationRecorded or DataCorrected) => today,
            // Of the many contacts that an import may bring at once, most were before the duty.
            (_, ContactRecorded { Imported: not null } c) when YearMonth.Of(c.On) < YearMonth.Of(duty.OpenedOn) => null,
            (DutyKind.FirstContact or DutyKind.FollowUp or DutyKind.Visit, ContactRecorded { Contact.Reached: true } c) => c.On,
            (DutyKind.Visit, ContactRecorded { Channel: ContactChannel.HomeVisit } c) => c.On,
            (DutyKind.Visit, PensionChecked c) => c.On,
            (DutyKind.ExitCheck, Exited or ExitRejected or ProposalRejected or ContactRecorded) => today,
            (DutyKind.ExitCheck or DutyKind.PensionCheck, PensionChecked c) => c.On,
            (DutyKind.ExitCheck or DutyKind.ReExamination, MatchJudged c) => c.On,
            (DutyKind.ReExamination, ExitRevoked) => today,
            (DutyKind.PensionCheck or DutyKind.Visit, MatchRecorded) => today,
            (DutyKind.SecondPerson, ProposalConfirmed or ProposalRejected) => today,
            (DutyKind.HardshipCheck, HardshipChecked c) => c.On,
            (DutyKind.HardshipCheck, HardshipApplied c) => c.On,
            (DutyKind.HardshipCase, HardshipExamined c) => c.On,
            (DutyKind.HardshipCase, HardshipRecognised c) => c.On,
            (DutyKind.HardshipCase, HardshipRefused c) => c.On,
            (DutyKind.HardshipExpiry, HardshipChecked c) => c.On,
            (DutyKind.HardshipExpiry, HardshipApplied c) => c.On,
            (DutyKind.HardshipExpiry, HardshipWithdrawn c) => c.On,
            (DutyKind.HouseholdCheck, HouseholdSettled c) => c.On,
            // A step of another policy closes none: its duty is still expected.
            (DutyKind.PolicyHelp or DutyKind.PolicyResult, PolicyStepped c) => c.On,
            (DutyKind.PolicyHelp or DutyKind.PolicyResult, AllowanceRecorded c) => c.On,
            (DutyKind.Objection or DutyKind.ReExamination, ObjectionAnswered c) => c.On,
            (DutyKind.MatterAnswer, MatterAnswered c) when IsOf(duty, c.Number) => c.On,
            (DutyKind.MatterAnswer, MatterWithdrawn c) when IsOf(duty, c.Number) => c.On,
            (DutyKind.Complaint, ComplaintEnded { End: not ComplaintEnd.Withdrawn } c) => c.On,
            (DutyKind.SurveyContradiction, ContradictionSettled c) => c.On,
            (DutyKind.SecondPerson, RegistrationRevoked or RevocationRejected) => today,
            (DutyKind.TransferRequest, TransferDeclined or ApplicationTransferred or RegistrationTransferred) => today,
            _ => null,
        };

    private static bool IsOf(Duty duty, string matter) =>
        string.Equals(duty.Key, ExpectedDuties.MatterKey(matter), StringComparison.Ordinal);

    private static DutyClosed Closed(Duty duty, DutyClosing how, DateOnly on) =>
        new(duty.Key, duty.Kind, how, duty.Office, on, duty.Due.Date);
}

/// <summary>
/// The follow-ups of whole months in which the register did not run: each opened, fell due and was missed, and the journal says so.
/// </summary>
internal static class MissedMonths
{
    /// <summary>Of a longer outage only the latest months are made up for, so that one commit stays small.</summary>
    public const int Most = 24;

    public static IEnumerable<DutyStep> Of(PersonRecord record, DecisionContext context)
    {
        if (record.AliasOf is not null || record.Registration is not { } registration)
            yield break;
        var last = YearMonth.Of(ExpectedDuties.DayOf(record, context.Now)).AddMonths(-2);
        var first = FollowedUntil(record, registration).AddMonths(1);
        if (last.MonthsSince(first) >= Most)
            first = last.AddMonths(1 - Most);
        for (var month = first; month <= last; month = month.AddMonths(1))
        {
            var duty = ExpectedDuties.FollowUp(registration, month);
            yield return DutyStep.Opened(duty);
            yield return DutyStep.Overdue(duty, context);
            var closed = DutyEnding.Of(duty, [], context.Today);
            yield return new DutyStep(ChinaTime.StartOf(closed.On), closed);
        }
    }

    /// <summary>
    /// The latest month that needs none any more or has its duty: a person registered without a break has one for every later month.
    /// </summary>
    private static YearMonth FollowedUntil(PersonRecord record, Registration registration)
    {
        var latest = ExpectedDuties.LastWithoutFollowUp(registration);
        if (registration.Service.LastReachedOn is { } reached && YearMonth.Of(reached) > latest)
            latest = YearMonth.Of(reached);
        foreach (var open in record.Duties.Where(d => d.Kind == DutyKind.FollowUp && YearMonth.Of(d.OpenedOn) > latest))
            latest = YearMonth.Of(open.OpenedOn);
        return latest;
    }
}

/// <summary>When the register must next act on its own for a person: the moment of the one reminder.</summary>
public static class NextReminder
{
    /// <summary>How soon an unconfirmed move of a case is sent again.</summary>
    public static readonly TimeSpan MoveRetry = TimeSpan.FromMinutes(15);

    /// <summary>The moment, or null when nothing is ahead. A moment of the law is the first one that is late.</summary>
    public static DateTimeOffset? MomentOf(PersonRecord record, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(record);
        DateTimeOffset? duty = DutyKeeping.NextMoment(record, now);
        DateTimeOffset? move = record.PendingMove is null ? null : now + MoveRetry;
        return (duty, move) switch
        {
            ({ } a, { } b) => a < b ? a : b,
            _ => duty ?? move,
        };
    }
}
