namespace Grid.Domain.Persons;

/// <summary>Take an open duty for some hours, so that no second clerk calls the same person.</summary>
/// <param name="Key">The duty.</param>
/// <param name="Hours">1 to 72.</param>
public sealed record ClaimDuty(string Key, int Hours) : PersonCommand;

/// <summary>Give a claimed duty back: by the clerk who claimed it, or a supervisor.</summary>
public sealed record ReleaseDuty(string Key) : PersonCommand;

/// <summary>Postpone an open duty with a reason, never beyond its last day.</summary>
public sealed record SnoozeDuty(string Key, DateOnly Until, string Reason) : PersonCommand;

/// <summary>A clerk took a duty, or gave it back (null).</summary>
public sealed record DutyClaimed(string Key, DutyKind Kind, DutyClaim? Claim) : PersonEvent;

/// <summary>A duty was postponed, never beyond its last day.</summary>
public sealed record DutySnoozed(string Key, DutyKind Kind, [property: Personal] DutySnooze Snooze) : PersonEvent;

/// <summary>Who works on a duty, and when. None of it moves the last day.</summary>
internal static class WorkingOnDuties
{
    public static Decision Claim(PersonRecord record, ClaimDuty command, DecisionContext context)
    {
        if (Find(record, command.Key, context, out var duty) is { } refusal)
            return Decision.Refuse(refusal);
        if (command.Hours is < 1 or > Deadlines.ClaimHours)
            return Decision.Refuse(Refusal.Invalid("hours", FieldRule.OutOfRange, 1, Deadlines.ClaimHours));
        if (record.Duties.FirstOrDefault(d => (d == duty || (IsCall(d) && IsCall(duty))) && ClaimedByAnother(d, context)) is { } claimed)
            return Decision.Refuse(Claimed(claimed));

        return Decision.Accept(
            Outcome(OutcomeKind.DutyClaimed, record, duty),
            new DutyClaimed(
                duty.Key,
                duty.Kind,
                new DutyClaim(context.Actor.Subject, context.Now.AddHours(command.Hours)) { Since = context.Now }
            )
        );
    }

    public static Decision Release(PersonRecord record, ReleaseDuty command, DecisionContext context)
    {
        if (Find(record, command.Key, context, out var duty) is { } refusal)
            return Decision.Refuse(refusal);
        if (ClaimedByAnother(duty, context) && context.Actor.Role != Role.Supervisor)
            return Decision.Refuse(Claimed(duty));

        var outcome = Outcome(OutcomeKind.DutyReleased, record, duty);
        return duty.Claim is null ? Decision.Accept(outcome) : Decision.Accept(outcome, new DutyClaimed(duty.Key, duty.Kind, null));
    }

    public static Decision Snooze(PersonRecord record, SnoozeDuty command, DecisionContext context)
    {
        if (Find(record, command.Key, context, out var duty) is { } refusal)
            return Decision.Refuse(refusal);
        if (ClaimedByAnother(duty, context))
            return Decision.Refuse(Claimed(duty));
        if (FieldRules.Text("note", command.Reason, FieldLimits.Line) is { } invalid)
            return Decision.Refuse(invalid);
        if (command.Until <= context.Today)
            return Decision.Refuse(Refusal.Invalid("until", FieldRule.NotAfterToday, atLeast: context.Today.AddDays(1)));
        if (command.Until > duty.Due.Date)
            return Decision.Refuse(Refusal.Invalid("until", FieldRule.AfterLastDay, atMost: duty.Due.Date));

        return Decision.Accept(
            Outcome(OutcomeKind.DutySnoozed, record, duty),
            new DutySnoozed(duty.Key, duty.Kind, new DutySnooze(command.Until, command.Reason, context.Actor.Subject))
        );
    }

    /// <summary>
    /// Duties that are fulfilled by speaking with the person: the clerk who has claimed one of them makes the call for all.
    /// </summary>
    internal static bool IsCall(Duty duty) => duty.Kind is DutyKind.FirstContact or DutyKind.FollowUp or DutyKind.Visit;

    internal static bool ClaimedByAnother(Duty duty, DecisionContext context) =>
        duty.Claim is { } claim && claim.HoldsAt(context.Now) && !string.Equals(claim.By, context.Actor.Subject, StringComparison.Ordinal);

    private static Refusal Claimed(Duty duty) => new(RefusalCode.DutyClaimed) { State = PresentState.Of(duty, duty.Claim!) };

    private static Refusal? Find(PersonRecord record, string key, DecisionContext context, out Duty duty)
    {
        duty = record.Duties.FirstOrDefault(d => string.Equals(d.Key, key, StringComparison.Ordinal))!;
        return duty is null ? new Refusal(RefusalCode.UnknownDuty) : CaseScope.Check(context, duty.Office);
    }

    private static CommandOutcome Outcome(OutcomeKind kind, PersonRecord record, Duty duty) =>
        Outcomes.Of(kind, record) with
        {
            Reference = duty.Key,
            Office = duty.Office,
            Due = duty.Due.Date,
        };
}
