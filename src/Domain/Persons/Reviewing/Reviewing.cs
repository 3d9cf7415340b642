using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Numbers;
using Grid.Domain.Retirement;
using Grid.Domain.Text;

namespace Grid.Domain.Persons;

/// <summary>Approve the open application: the person is registered today and gets a registration number.</summary>
public sealed record ApproveApplication : PersonCommand;

/// <summary>
/// Do not approve, for one of the reasons that follow from 79/2020 (十) alone. It carries no text: what the person reads comes from
/// the reason and from a recorded check that shows it, so no forbidden ground can be written into it (79/2020 (二)).
/// </summary>
public sealed record RefuseApplication(NonApprovalReason Reason) : PersonCommand
{
    /// <summary>Of <see cref="NonApprovalReason.NoLongerUnemployed"/>: the first day of the new work, not before the application.</summary>
    public DateOnly? Since { get; init; }
}

/// <summary>The person withdraws the open application. Only the person's own declaration counts.</summary>
public sealed record WithdrawApplication(Evidence Declaration) : PersonCommand;

/// <summary>The application was approved.</summary>
public sealed record ApplicationApproved(DateOnly On) : PersonEvent, IDated
{
    /// <summary>
    /// The registration that was active already, so that the application led to none; null where it led to one, which follows in the same
    /// commit.
    /// </summary>
    public RegistrationNumber? Into { get; init; }
}

/// <summary>The application was not approved, for a lawful reason, resting on recorded evidence.</summary>
public sealed record ApplicationRefused(DateOnly On, [property: Personal] NonApprovalReason Reason, [property: Personal] Evidence? Evidence)
    : PersonEvent,
        IDated
{
    /// <summary>Who decided.</summary>
    public string? By { get; init; }

    /// <summary>Of one who is no longer unemployed: since when.</summary>
    [Personal]
    public DateOnly? Since { get; init; }
}

/// <summary>The person withdrew the application.</summary>
public sealed record ApplicationWithdrawn(DateOnly On, [property: Personal] Evidence Declaration) : PersonEvent, IDated;

/// <summary>The person is registered.</summary>
public sealed record Registered([property: Personal] Registration Registration, RegistrationFacts Facts) : PersonEvent, IDated
{
    DateOnly IDated.On => Facts.RegisteredOn;
}

/// <summary>The by-reference case ended because an ordinary registration was approved; no exit.</summary>
public sealed record ByReferenceEnded(RegistrationNumber Number, DateOnly On) : PersonEvent, IDated
{
    /// <summary>The ordinary registration that took its place.</summary>
    public RegistrationNumber? Into { get; init; }
}

/// <summary>
/// The decision on an application: approval, non-approval for a lawful reason, or the person's withdrawal (79/2020 (二), (三), (十)).
/// </summary>
internal static class Reviewing
{
    /// <summary>Full years, 79/2020 (十).</summary>
    public const int MinimumAge = 16;

    public const string DefinitionArticle = "79/2020 (十)";

    public static Decision Approve(PersonRecord record, DecisionContext context)
    {
        if (Verifying.OpenCase(record, context, out var application) is { } closed)
            return Decision.Refuse(closed);
        return Approved(record, application, context);
    }

    /// <summary>The approval of an open application by a user who may decide it.</summary>
    public static Decision Approved(PersonRecord record, Application application, DecisionContext context)
    {
        if (record.Registration is { } active && (active.ByReference is null || application.ByReference is not null))
            return Into(record, application, active, context);
        if (Obstacle(record, application, context) is { } obstacle)
            return Decision.Refuse(obstacle);

        if (context.Offices.Find(application.Office) is not { } office)
            return Decision.Refuse(new Refusal(RefusalCode.UnknownOffice) { Allowed = ["applications.transfer"] });
        var registration = new Registration
        {
            Number = RegistrationNumber.Create(office.CountingUnit.Value, context.Today, context.Serial),
            Application = application.Number,
            Office = application.Office,
            Ground = application.Ground,
            ByReference = application.ByReference,
            Counted = Statistics.Counts(application.ByReference, office, record.Identity!.Number, context.Today),
            Channel = application.Channel,
            Reason = application.Reason,
            OtherReason = application.OtherReason,
            UnemployedOn = application.UnemployedOn,
            JobWishes = application.JobWishes,
            RegisteredOn = context.Today,
            FirstContactDue = Deadlines.Of(DutyKind.FirstContact, context.Today, application.Office, context),
            TransferRequests = application.TransferRequests,
        };
        var facts = Statistics.Facts(registration, record.Identity, record.Details);
        List<PersonEvent> events =
        [
            new ApplicationApproved(context.Today),
            new Registered(registration, facts),
            .. AnsweringMatters.OfRegistration(application, registration, context),
        ];
        if (record.Registration is { } byReference)
            events.Insert(1, new ByReferenceEnded(byReference.Number, context.Today) { Into = registration.Number });

        return Decision.Accept(
            new CommandOutcome(OutcomeKind.Approved, record.Id)
            {
                Application = application.Number,
                ApplicationStatus = ApplicationStatus.Approved,
                Registration = registration.Number,
                Office = registration.Office,
                Due = registration.FirstContactDue.Date,
                DueProvisional = registration.FirstContactDue.Provisional ? true : null,
            },
            events
        );
    }

    public static Decision Refuse(PersonRecord record, RefuseApplication command, DecisionContext context)
    {
        if (Verifying.OpenCase(record, context, out var application) is { } closed)
            return Decision.Refuse(closed);
        if (Since(command, application, context) is { } invalid)
            return Decision.Refuse(invalid);
        if (!IsShown(command.Reason, record, application, context, out var evidence))
        {
            return Decision.Refuse(
                new Refusal(RefusalCode.NonApprovalNotShown)
                {
                    Field = "reason",
                    Article = DefinitionArticle,
                    Rule = NonApprovalEvidence.Needed(command.Reason),
                    Allowed = ["applications.verify", "applications.approve"],
                }
            );
        }

        if (command.Reason == NonApprovalReason.IdentityNotVerifiable && Waits(application, context) is { } waits)
            return Decision.Refuse(waits);

        return Decision.Accept(
            Outcomes.Of(OutcomeKind.NotApproved, record, application with { Status = ApplicationStatus.NotApproved }),
            new ApplicationRefused(context.Today, command.Reason, evidence) { By = context.Actor.Subject, Since = command.Since }
        );
    }

    /// <summary>
    /// The first day on which an application can be refused although the person has not answered: the last day of the review, and never the
    /// day on which the correction was asked, so that asking late takes nothing from the person.
    /// </summary>
    public static DateOnly AnswerWaitsUntil(Application application, CorrectionRequest correction, DecisionContext context)
    {
        var next = Deadlines
            .CalendarOf(application.Office, context)
            .DeadlineAfter(correction.AskedAt, Deadlines.CorrectionWorkingDays)
            .Date;
        return next > application.ReviewDue.Date ? next : application.ReviewDue.Date;
    }

    private static Refusal? Waits(Application application, DecisionContext context)
    {
        if (application.Correction is not { } correction)
            return null;
        var until = AnswerWaitsUntil(application, correction, context);
        return context.Today >= until
            ? null
            : Refusal.Invalid("reason", FieldRule.WaitsForAnswer, atLeast: until) with
            {
                Code = RefusalCode.NonApprovalNotShown,
                Article = DefinitionArticle,
                Allowed = ["applications.correct", "applications.verify", "applications.approve"],
                State = PresentState.Of(application) with
                {
                    At = correction.AskedAt,
                    On = ChinaTime.DateOf(correction.AskedAt),
                    Until = ChinaTime.StartOf(until),
                },
            };
    }

    public static Decision Withdraw(PersonRecord record, WithdrawApplication command, DecisionContext context)
    {
        if (Verifying.OpenCase(record, context, out var application) is { } closed)
            return Decision.Refuse(closed);
        if (FieldRules.OwnDeclaration("declaration", command.Declaration, context.Now) is { } invalid)
            return Decision.Refuse(invalid);

        return Decision.Accept(
            Outcomes.Of(OutcomeKind.Withdrawn, record, application with { Status = ApplicationStatus.Withdrawn }),
            new ApplicationWithdrawn(context.Today, command.Declaration)
        );
    }

    /// <summary>Work that began after the application: from which day on. Work before that has its own reasons.</summary>
    private static Refusal? Since(RefuseApplication command, Application application, DecisionContext context)
    {
        if (command.Reason != NonApprovalReason.NoLongerUnemployed)
            return command.Since is null ? null : Refusal.Invalid("since", FieldRule.OnlyWithNoLongerUnemployed);
        if (command.Since is not { } since)
            return Refusal.Invalid("since", FieldRule.Required);
        if (since > context.Today)
            return Refusal.Invalid("since", FieldRule.InFuture, atMost: context.Today);
        var submitted = ChinaTime.DateOf(application.SubmittedAt);
        return since < submitted
            ? Refusal.Invalid("since", FieldRule.BeforeSubmission, atLeast: submitted) with
            {
                Allowed = ["4", "5"],
            }
            : null;
    }

    /// <summary>
    /// An application beside a registration of its own kind: it was made while a link had the registration under another number, and the
    /// link was undone. What it asks for is there already, so it is approved without effect; else only the person could
    /// end it.
    /// </summary>
    private static Decision Into(PersonRecord record, Application application, Registration active, DecisionContext context) =>
        Decision.Accept(
            new CommandOutcome(OutcomeKind.Approved, record.Id)
            {
                Application = application.Number,
                ApplicationStatus = ApplicationStatus.Approved,
                Registration = active.Number,
                Office = active.Office,
            },
            new ApplicationApproved(context.Today) { Into = active.Number }
        );

    private static Refusal? Obstacle(PersonRecord record, Application application, DecisionContext context)
    {
        if (Verifying.Latest(application, VerificationSubject.Identity) is not { Outcome: VerificationOutcome.Confirmed } identity)
            return new Refusal(RefusalCode.IdentityNotVerified) { Allowed = ["applications.verify"] };

        // The notice does not mention foreign cards: a person checks them.
        if (record.Identity!.Number.RoutesToManualReview && identity.Evidence.Basis != EvidenceBasis.ManualCheck)
            return new Refusal(RefusalCode.BasisNotEnough) { Allowed = ["applications.verify"], Rule = FieldRule.NeedsCheckByHand };
        if (
            application.Verifications.FirstOrDefault(v =>
                v.Outcome == VerificationOutcome.Contradicted && Verifying.Concerns(record, application, v.Subject)
            ) is
            { } hit
        )
        {
            return new Refusal(RefusalCode.UnresolvedHit)
            {
                Allowed = ["applications.verify", "applications.refuse"],
                State = new PresentState
                {
                    Status = EnumName.Of(hit.Subject),
                    Number = application.Number.Value,
                    Office = application.Office,
                    At = hit.At,
                    By = hit.By,
                },
            };
        }

        if (
            application.ByReference is not null
            && Verifying.Latest(application, VerificationSubject.ByReferenceGroup) is not { Outcome: VerificationOutcome.Confirmed }
        )
        {
            return new Refusal(RefusalCode.GroupNotVerified) { Allowed = ["applications.verify", "persons.correct"] };
        }

        // Also where the death was found later, because two numbers were linked.
        if (
            PastCases.Death(record) is not null
            && Verifying.Latest(application, VerificationSubject.NotDeceased) is not { Outcome: VerificationOutcome.Confirmed }
        )
        {
            return new Refusal(RefusalCode.UnresolvedHit)
            {
                Allowed = ["applications.verify", "applications.refuse"],
                State = PresentState.Of(application) with { Status = EnumName.Of(VerificationSubject.NotDeceased) },
            };
        }

        return IsUnderAge(record, context)
            ? new Refusal(RefusalCode.UnderSixteen) { Article = DefinitionArticle, Allowed = ["applications.refuse"] }
            : null;
    }

    private static bool IsUnderAge(PersonRecord record, DecisionContext context) =>
        record.Identity?.BirthDate is { } born && Age.FullYears(born, context.Today) < MinimumAge;

    private static bool IsShown(
        NonApprovalReason reason,
        PersonRecord record,
        Application application,
        DecisionContext context,
        out Evidence? evidence
    )
    {
        evidence = null;
        if (reason == NonApprovalReason.UnderSixteen)
            return IsUnderAge(record, context);

        var check = NonApprovalEvidence
            .SubjectsOf(reason)
            .Select(subject => Verifying.Latest(application, subject))
            .FirstOrDefault(found => found is not null && NonApprovalEvidence.Shows(reason, found, application));
        evidence = check?.Evidence;
        return check is not null;
    }
}

/// <summary>Folds the decision on an application.</summary>
internal static class ReviewFold
{
    public static PersonRecord Apply(PersonRecord record, ApplicationApproved e) => Decided(record, ApplicationStatus.Approved, e.On);

    public static PersonRecord Apply(PersonRecord record, ApplicationRefused e) =>
        Decided(record, ApplicationStatus.NotApproved, e.On, e.Reason, e.By);

    public static PersonRecord Apply(PersonRecord record, ApplicationWithdrawn e) => Decided(record, ApplicationStatus.Withdrawn, e.On);

    public static PersonRecord Apply(PersonRecord record, Registered e) => MatterFold.Registered(record, e.Registration);

    public static PersonRecord Apply(PersonRecord record, ByReferenceEnded e) =>
        PastCases.Over(record, PastEnding.BecameOrdinary, e.On, null, e.Into);

    private static PersonRecord Decided(
        PersonRecord record,
        ApplicationStatus status,
        DateOnly on,
        NonApprovalReason? reason = null,
        string? by = null
    ) =>
        record with
        {
            Application = record.Application! with
            {
                Status = status,
                DecidedOn = on,
                NonApproval = reason,
                DecidedBy = by,
                Correction = null,
                TransferRequests = [],
            },
        };
}
