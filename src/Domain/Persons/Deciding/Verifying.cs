using Grid.Domain.Persons.Commands;
using Grid.Domain.Persons.Events;
using Grid.Domain.Persons.Refusals;

namespace Grid.Domain.Persons.Deciding;

/// <summary>Checks by the office, and the correction of identity data, which stops no clock (79/2020 (二); §1.5).</summary>
internal static class Verifying
{
    public static Decision Decide(PersonRecord record, RecordVerification command, DecisionContext context)
    {
        if (OpenCase(record, context, out var application) is { } closed)
            return Decision.Refuse(closed);
        if (EvidenceRule(command, context) is { } invalid)
            return Decision.Refuse(invalid);

        var verification = new Verification
        {
            Subject = command.Subject,
            Outcome = command.Outcome,
            Evidence = command.Evidence,
            At = context.Now,
            By = context.Actor.Subject,
        };
        var after = PersonFold.WithVerification(application, verification);
        return Decision.Accept(Outcomes.Of(OutcomeKind.VerificationRecorded, record, after), new VerificationRecorded(verification));
    }

    public static Decision Decide(PersonRecord record, AskCorrection command, DecisionContext context)
    {
        if (OpenCase(record, context, out var application) is { } closed)
            return Decision.Refuse(closed);
        if (FieldRules.Text("note", command.Note, FieldRules.NoteLength) is { } invalid)
            return Decision.Refuse(invalid);
        if (Latest(application, VerificationSubject.Identity) is not { Outcome: not VerificationOutcome.Confirmed })
            return Decision.Refuse(new Refusal(RefusalCode.NothingToCorrect) { Allowed = ["applications.verify"] });
        if (application.Status == ApplicationStatus.CorrectionAsked)
            return Decision.Refuse(new Refusal(RefusalCode.NothingChanges) { State = PresentState.Of(application) });

        return Decision.Accept(
            Outcomes.Of(OutcomeKind.CorrectionAsked, record, application with { Status = ApplicationStatus.CorrectionAsked }),
            new CorrectionAsked(new CorrectionRequest(context.Now, command.Note)));
    }

    public static Decision Decide(PersonRecord record, CorrectIdentity command, DecisionContext context)
    {
        if (OpenCase(record, context, out var application) is { } closed)
            return Decision.Refuse(closed);
        if (application.Status != ApplicationStatus.CorrectionAsked)
            return Decision.Refuse(new Refusal(RefusalCode.CorrectionNotAsked) { State = PresentState.Of(application) });

        return Decision.Accept(
            Outcomes.Of(OutcomeKind.IdentityCorrected, record, application with { Status = ApplicationStatus.Verifying }),
            new IdentityCorrected(record.Identity!.Name, command.Name));
    }

    /// <summary>The latest check of a subject; the record keeps one for each, the journal keeps all.</summary>
    public static Verification? Latest(Application application, VerificationSubject subject) =>
        application.Verifications.FirstOrDefault(v => v.Subject == subject);

    /// <summary>Null and the open application when the actor may work on it.</summary>
    public static Refusal? OpenCase(PersonRecord record, DecisionContext context, out Application application)
    {
        application = record.Application!;
        return record.Application is not { IsOpen: true }
            ? CaseScope.NotOpen(record, context)
            : CaseScope.Check(context, application.Office);
    }

    private static Refusal? EvidenceRule(RecordVerification command, DecisionContext context) =>
        FieldRules.Evidence("evidence", command.Evidence, context.Now) ?? EvidenceFits.Verification(command);
}
