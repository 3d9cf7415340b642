using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Numbers;

namespace Grid.Domain.Persons;

/// <summary>
/// A non-approval was taken back because of an objection: the application is open again, and its three working days begin again.
/// </summary>
public sealed record ApplicationReopened(ApplicationNumber Number, DateOnly On, Deadline ReviewDue) : PersonEvent, IDated;

/// <summary>What an upheld objection undoes, in the commit of its answer.</summary>
internal static class Undoing
{
    /// <summary>The events that undo what the objection is against; the refusal when that is not possible now.</summary>
    public static Refusal? Of(
        PersonRecord record,
        Objection objection,
        AnswerObjection command,
        DecisionContext context,
        out IReadOnlyList<PersonEvent> events
    )
    {
        events = [];
        if (command.Remedy == ObjectionRemedy.Approve && objection.Against != ObjectionSubject.NonApproval)
            return Refusal.Invalid("remedy", FieldRule.OnlyForNonApproval);
        if (record.PendingMove is not null)
            return new Refusal(RefusalCode.MovePending);
        return objection.Against switch
        {
            ObjectionSubject.NonApproval => Reopen(record, objection, command.Remedy == ObjectionRemedy.Approve, context, out events),
            ObjectionSubject.Exit => RevokeExit(record, objection, command, context, out events),
            ObjectionSubject.Revocation => RevocationRules.Undo(record, objection.Target, context, out events),
            ObjectionSubject.Data => Correct(record, command, context, out events),
            ObjectionSubject.Hardship => HardshipRules.Undo(record, objection, context, out events),
            _ => throw new ArgumentOutOfRangeException(nameof(objection), objection.Against, "nothing to undo"),
        };
    }

    private static Refusal? Reopen(
        PersonRecord record,
        Objection objection,
        bool approve,
        DecisionContext context,
        out IReadOnlyList<PersonEvent> events
    )
    {
        events = [];
        if (
            record.Application is not { Status: ApplicationStatus.NotApproved } application
            || (objection.Target is { } target && application.Number.Value != target)
        )
        {
            return new Refusal(RefusalCode.NotUndoable);
        }

        if (record.Registration is { } active && (active.ByReference is null || application.ByReference is not null))
            return new Refusal(RefusalCode.NewerCaseOpen);

        var due = Deadlines.Of(DutyKind.Review, context.Today, application.Office, context);
        var reopened = new ApplicationReopened(application.Number, context.Today, due);
        if (!approve)
        {
            events = [reopened];
            return null;
        }

        var open = PersonFold.Apply(record, reopened);
        var approved = Reviewing.Approved(open, open.Application!, context);
        if (approved.Refusal is null)
            events = [reopened, .. approved.Events];
        return approved.Refusal;
    }

    private static Refusal? RevokeExit(
        PersonRecord record,
        Objection objection,
        AnswerObjection command,
        DecisionContext context,
        out IReadOnlyList<PersonEvent> events
    )
    {
        events = [];
        if (PastCases.LatestExit(record) is not { } last || (objection.Target is { } target && last.Number.Value != target))
            return new Refusal(RefusalCode.NotUndoable);
        if (record.Registration is not null || record.Application is { IsOpen: true })
            return new Refusal(RefusalCode.NewerCaseOpen);
        events = Exiting.TakenBack(record, last, new Evidence { Basis = EvidenceBasis.ManualCheck, Note = command.Text }, context);
        return null;
    }

    private static Refusal? Correct(
        PersonRecord record,
        AnswerObjection command,
        DecisionContext context,
        out IReadOnlyList<PersonEvent> events
    )
    {
        events = [];
        if (command.Correction is not { } correction)
            return Refusal.Invalid("correction", FieldRule.Required);
        var corrected = Correcting.Decide(record, correction with { Why = command.Text }, context);
        events = corrected.Events;
        return corrected.Refusal;
    }
}

/// <summary>Folds an application that is open again.</summary>
internal static class ReopeningFold
{
    public static PersonRecord Apply(PersonRecord record, ApplicationReopened e) =>
        AwaitingResults.Reopened(record with { Application = Reopened(record.Application!, e) });

    /// <summary>The application as it was before it was refused, without the check that the refusal rested on.</summary>
    private static Application Reopened(Application application, ApplicationReopened e)
    {
        var without = application.NonApproval is { } reason and not NonApprovalReason.UnderSixteen
            ? NonApprovalEvidence.SubjectsOf(reason).Aggregate(application, WithoutContradiction)
            : application;
        return without with
        {
            Status = ApplicationStatus.Verifying,
            DecidedOn = null,
            NonApproval = null,
            DecidedBy = null,
            CorrectionWasAsked = false,
            CorrectionAnswered = false,
            ReviewDue = e.ReviewDue,
            PromisedDue = e.ReviewDue.Date,
            OverdueSince = null,
            EscalatedTo = null,
            ReopenedOn = e.On,
            Reopenings = application.Reopenings + 1,
        };
    }

    private static Application WithoutContradiction(Application application, VerificationSubject subject) =>
        Verifying.Latest(application, subject) is { Outcome: not VerificationOutcome.Confirmed }
            ? VerificationFold.Without(application, subject)
            : application;
}
