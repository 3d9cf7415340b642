using System.Text.Json.Serialization;
using Grid.Domain.Calendar;
using Grid.Domain.Identity;
using Grid.Domain.Text;

namespace Grid.Domain.Persons;

/// <summary>The office records one check of the open application. The first one moves it from submitted to verifying.</summary>
public sealed record RecordVerification(VerificationSubject Subject, VerificationOutcome Outcome, Evidence Evidence) : PersonCommand;

/// <summary>
/// One check by the office, by matching data or by hand, with its evidence (79/2020 (二)). Never a paper asked of the person.
/// </summary>
public sealed record Verification : Discreet
{
    public required VerificationSubject Subject { get; init; }

    public required VerificationOutcome Outcome { get; init; }

    public required Evidence Evidence { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Who recorded it.</summary>
    public required string By { get; init; }
}

/// <summary>What a check showed.</summary>
[JsonConverter(typeof(StrictEnumConverter<VerificationOutcome>))]
public enum VerificationOutcome
{
    Confirmed,
    Contradicted,
    Inconclusive,
}

/// <summary>
/// What a check is about. There is none about papers, insurance or benefit conditions, because nothing may depend on them.
/// </summary>
[JsonConverter(typeof(StrictEnumConverter<VerificationSubject>))]
public enum VerificationSubject
{
    /// <summary>The person is who the number says.</summary>
    Identity,

    /// <summary>No valid employment is on record.</summary>
    OutOfWork,

    /// <summary>Runs no business at present.</summary>
    NoActiveBusiness,

    /// <summary>Draws no basic pension.</summary>
    NoPension,

    /// <summary>Is able to work.</summary>
    AbleToWork,

    /// <summary>Wants to work; only the person can say otherwise.</summary>
    WantsWork,

    /// <summary>The stated reason of unemployment.</summary>
    UnemploymentReason,

    /// <summary>Belongs to the by-reference group that was named.</summary>
    ByReferenceGroup,

    /// <summary>
    /// Is alive, although a registration under this number ended by death. The register itself records the hit; only a check by hand or
    /// newer data clear it.
    /// </summary>
    NotDeceased,
}

/// <summary>
/// Ask the person to correct identity data; only after a check of the identity that was not confirmed. The clock runs on.
/// </summary>
public sealed record AskCorrection(string Note) : PersonCommand;

/// <summary>
/// The person was asked to correct identity data that cannot be verified; nothing else can be asked, and the clock runs on.
/// </summary>
public sealed record CorrectionRequest(DateTimeOffset AskedAt, string Note) : Discreet;

/// <summary>
/// The person's answer to <see cref="AskCorrection"/>: the name as on the document. A wrong number is another record: end this one as
/// entered in error.
/// </summary>
public sealed record CorrectIdentity(PersonName Name) : PersonCommand;

/// <summary>A check was recorded on the open application.</summary>
public sealed record VerificationRecorded([property: Personal] Verification Verification) : PersonEvent;

/// <summary>The person was asked to correct identity data.</summary>
public sealed record CorrectionAsked([property: Personal] CorrectionRequest Request) : PersonEvent;

/// <summary>The person gave the name as on the document.</summary>
public sealed record IdentityCorrected([property: Personal] PersonName Before, [property: Personal] PersonName After) : PersonEvent;

/// <summary>Checks by the office, and the correction of identity data, which stops no clock (79/2020 (二)).</summary>
internal static class Verifying
{
    public static Decision Decide(PersonRecord record, RecordVerification command, DecisionContext context)
    {
        if (OpenCase(record, context, out var application) is { } closed)
            return Decision.Refuse(closed);
        if (!Concerns(record, application, command.Subject))
        {
            return Decision.Refuse(
                Refusal.Invalid(
                    "subject",
                    command.Subject == VerificationSubject.ByReferenceGroup ? FieldRule.OnlyByReference : FieldRule.OnlyWithDeathOnRecord
                )
            );
        }

        if (EvidenceRule(record, application, command, context) is { } invalid)
            return Decision.Refuse(invalid);

        var verification = new Verification
        {
            Subject = command.Subject,
            Outcome = command.Outcome,
            Evidence = command.Evidence,
            At = context.Now,
            By = context.Actor.Subject,
        };
        var after = VerificationFold.With(application, verification);
        return Decision.Accept(Outcomes.Of(OutcomeKind.VerificationRecorded, record, after), new VerificationRecorded(verification));
    }

    public static Decision Decide(PersonRecord record, AskCorrection command, DecisionContext context)
    {
        if (OpenCase(record, context, out var application) is { } closed)
            return Decision.Refuse(closed);
        if (FieldRules.Text("note", command.Note, FieldLimits.Note) is { } invalid)
            return Decision.Refuse(invalid);
        if (Latest(application, VerificationSubject.Identity) is not { Outcome: not VerificationOutcome.Confirmed })
            return Decision.Refuse(new Refusal(RefusalCode.NothingToCorrect) { Allowed = ["applications.verify"] });
        if (application.Status == ApplicationStatus.CorrectionAsked)
            return Decision.Refuse(new Refusal(RefusalCode.NothingChanges) { State = PresentState.Of(application) });

        return Decision.Accept(
            Outcomes.Of(OutcomeKind.CorrectionAsked, record, application with { Status = ApplicationStatus.CorrectionAsked }),
            new CorrectionAsked(new CorrectionRequest(context.Now, command.Note))
        );
    }

    public static Decision Decide(PersonRecord record, CorrectIdentity command, DecisionContext context)
    {
        if (OpenCase(record, context, out var application) is { } closed)
            return Decision.Refuse(closed);
        if (application.Status != ApplicationStatus.CorrectionAsked)
            return Decision.Refuse(new Refusal(RefusalCode.CorrectionNotAsked) { State = PresentState.Of(application) });

        // The same name again is no answer of the person: else whoever asked could answer it as well.
        if (command.Name == record.Identity!.Name)
            return Decision.Refuse(new Refusal(RefusalCode.NothingChanges) { Field = "name" });

        return Decision.Accept(
            Outcomes.Of(OutcomeKind.IdentityCorrected, record, application with { Status = ApplicationStatus.Verifying }),
            new IdentityCorrected(record.Identity!.Name, command.Name)
        );
    }

    /// <summary>
    /// Whether a subject is one of this application at all. A contradiction of a group that was not named, or of a death that is not on
    /// record (a link may have been undone since), would block approval for ever, and no reason of non-approval fits it.
    /// </summary>
    public static bool Concerns(PersonRecord record, Application application, VerificationSubject subject) =>
        subject switch
        {
            VerificationSubject.ByReferenceGroup => application.ByReference is not null,
            VerificationSubject.NotDeceased => PastCases.Death(record) is not null,
            _ => true,
        };

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

    /// <summary>
    /// The day of what the check speaks against: the application itself, an earlier check that found otherwise, the death on record. Null
    /// where it speaks against nothing.
    /// </summary>
    private static DateOnly? ContradictedOn(PersonRecord record, Application application, RecordVerification command)
    {
        DateOnly? day = command.Outcome == VerificationOutcome.Confirmed ? null : ChinaTime.DateOf(application.SubmittedAt);
        if (Latest(application, command.Subject) is { } earlier && earlier.Outcome != command.Outcome)
            day = ExpectedDuties.Later(day, ChinaTime.DateOf(earlier.Evidence.MatchedAt ?? earlier.At));
        return
            command is { Subject: VerificationSubject.NotDeceased, Outcome: VerificationOutcome.Confirmed }
            && PastCases.Death(record) is { } death
            ? ExpectedDuties.Later(day, death.EndedOn)
            : day;
    }

    private static Refusal? EvidenceRule(
        PersonRecord record,
        Application application,
        RecordVerification command,
        DecisionContext context
    ) =>
        FieldRules.Evidence("evidence", command.Evidence, context.Now)
        ?? FieldRules.NotOlder("evidence", command.Evidence, ContradictedOn(record, application, command))
        ?? EvidenceFits.Verification(command);
}

/// <summary>Folds checks of the open application and corrections of identity data.</summary>
internal static class VerificationFold
{
    public static PersonRecord Apply(PersonRecord record, VerificationRecorded e) =>
        record with
        {
            Application = With(record.Application!, e.Verification),
        };

    public static PersonRecord Apply(PersonRecord record, CorrectionAsked e) =>
        record with
        {
            Application = record.Application! with
            {
                Status = ApplicationStatus.CorrectionAsked,
                Correction = e.Request,
                CorrectionWasAsked = true,
                CorrectionAnswered = false,
            },
        };

    public static PersonRecord Apply(PersonRecord record, IdentityCorrected e) =>
        record with
        {
            Identity = record.Identity! with { Name = e.After },

            // The corrected identity has not been checked yet.
            Application = Without(record.Application!, VerificationSubject.Identity) with
            {
                Status = ApplicationStatus.Verifying,
                Correction = null,
                CorrectionAnswered = true,
            },
        };

    /// <summary>The application with the check; one is kept for each subject, the latest.</summary>
    public static Application With(Application application, Verification verification)
    {
        var confirmsIdentity = verification is { Subject: VerificationSubject.Identity, Outcome: VerificationOutcome.Confirmed };
        var waits = application.Status == ApplicationStatus.CorrectionAsked && !confirmsIdentity;
        return application with
        {
            Status = waits ? ApplicationStatus.CorrectionAsked : ApplicationStatus.Verifying,
            Correction = waits ? application.Correction : null,

            // What is doubted after it was confirmed is a new doubt, and the person has a new chance.
            CorrectionAnswered = application.CorrectionAnswered && !confirmsIdentity,
            Verifications = [.. application.Verifications.Where(v => v.Subject != verification.Subject), verification],
        };
    }

    /// <summary>The application without the check of a subject that has changed.</summary>
    public static Application Without(Application application, VerificationSubject subject) =>
        application with
        {
            Verifications = [.. application.Verifications.Where(v => v.Subject != subject)],
        };
}
