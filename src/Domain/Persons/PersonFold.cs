using Grid.Domain.Codes;
using Grid.Domain.Numbers;

namespace Grid.Domain.Persons;

/// <summary>Folds events into the record. Never refuses: what is in the journal has happened.</summary>
public static class PersonFold
{
    /// <summary>The record after the event; its sequence is one higher.</summary>
    public static PersonRecord Apply(PersonRecord record, PersonEvent change)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(change);
        return ProposalRules.Settle(record, AwaitingResults.Settle(record, change, Change(record, change))) with { Sequence = record.Sequence + 1 };
    }

    private static PersonRecord Change(PersonRecord record, PersonEvent change) => change switch
    {
        ApplicationSubmitted e => Submitted(record, e),
        PlatformApplicationJoined e => AwaitingResults.Join(record, e),
        ContactUpdated e => record with
        {
            Details = record.Details! with
            {
                Telephone = e.Telephone,
                Address = e.Address,
                Unverified = UnverifiedData.Without(record.Details.Unverified, e.Telephone is null ? ["details.address"] : ["details.telephone", "details.address"]),
            },
        },
        VerificationRecorded e => record with { Application = WithVerification(record.Application!, e.Verification) },
        CorrectionAsked e => record with
        {
            Application = record.Application! with { Status = ApplicationStatus.CorrectionAsked, Correction = e.Request, CorrectionWasAsked = true, CorrectionAnswered = false },
        },
        IdentityCorrected e => record with
        {
            Identity = record.Identity! with { Name = e.After },

            // The corrected identity has not been checked yet.
            Application = WithoutCheck(record.Application!, VerificationSubject.Identity) with { Status = ApplicationStatus.Verifying, Correction = null, CorrectionAnswered = true },
        },
        ApplicationApproved e => Decided(record, ApplicationStatus.Approved, e.On, null),
        ApplicationRefused e => Decided(record, ApplicationStatus.NotApproved, e.On, e.Reason, e.By),
        ApplicationReopened e => AwaitingResults.Reopened(record with { Application = Reopened(record.Application!, e) }),
        ApplicationWithdrawn e => Decided(record, ApplicationStatus.Withdrawn, e.On, null),
        TransferRequested e => WithRequests(record, requests => [.. requests, e.Request]),
        TransferDeclined e => WithRequests(record, requests => [.. requests.Where(r => !string.Equals(r.Id, e.RequestId, StringComparison.Ordinal))]),
        ApplicationTransferred e => record with
        {
            Application = record.Application! with { Office = e.To, Ground = e.Ground, TransferRequests = Without(record.Application.TransferRequests, e.To) },
        },
        RegistrationTransferred e => record with
        {
            Registration = record.Registration! with
            {
                Office = e.To,
                Ground = e.Ground,
                Counted = e.Counted,
                UrbanPlace = e.UrbanPlace,
                TransferRequests = Without(record.Registration.TransferRequests, e.To),
            },
        },
        Registered e => record with { Registration = e.Registration },
        ByReferenceEnded e => Over(record, PastEnding.BecameOrdinary, e.On, null, e.Into),
        ExitProposed e => record with { Registration = record.Registration! with { ExitCheck = e.Check } },
        ExitRejected => record with { Registration = record.Registration! with { ExitCheck = null } },
        Exited e => Exited(record, e),
        ExitRevoked e => record with
        {
            Registration = PastCases.Find(record, e.Number)!.Registration with { Counted = e.Counted },
            Past = [.. record.Past.Where(p => p.Number != e.Number)],
        },
        DataCorrected e => CorrectedRecord.Of(record, e.Correction, e.OnApplication),
        ObjectionRaised e => record with { Objections = [.. record.Objections, e.Objection] },
        ObjectionAnswered e => record with { Objections = [.. record.Objections.SelectMany(o => Answered(o, e))] },
        ObjectionMoved e => record with
        {
            Objections = [.. record.Objections.Select(o => string.Equals(o.Id, e.ObjectionId, StringComparison.Ordinal) ? o with { Office = e.To } : o)],
        },
        LinkedTo e => PersonRecord.Unknown(record.Id) with
        {
            Sequence = record.Sequence,
            AliasOf = e.Main,
            PendingMove = e.Move,
            SettledMoves = record.SettledMoves,
            DeclinedMoves = record.DeclinedMoves,

            // They are closed by events of their own, which follow in the same commit.
            Duties = record.Duties,
        },
        CaseTakenOver e => CaseArrival.TakeOver(record, e),
        Unlinked e => CaseDeparture.Without(record, e),
        CaseReturned e => CaseArrival.Return(record, e),
        MoveConfirmed => record with { PendingMove = null },
        MoveDeclined e => record with { DeclinedMoves = [.. record.DeclinedMoves, e.MoveId] },
        EnteredInError e => RecordBeforeError.Of(record, e),
        NumberCorrected or MoveRedirected => NumberFold.Apply(record, change),

        // For the supervisor; nothing of the person's hangs on it.
        WordingFlagged => record,

        InformingRecorded e => InformingFold.Apply(record, e),
        RevocationProposed or RevocationRejected or RegistrationRevoked or RevocationUndone => RevocationFold.Apply(record, change),
        LinkAgreed e => record with { LinkAgreements = [.. record.LinkAgreements.Where(a => a.Alias != e.Agreement.Alias), e.Agreement] },
        Proposed e => record with { Proposal = e.Proposal },
        ProposalConfirmed or ProposalRejected => record with { Proposal = null },
        DutyOpened or DutyMoved or DutyWarned or DutyOverdue or DutyClosed or DutyClaimed or DutySnoozed => DutyFold.Apply(record, change),
        ContactRecorded or PensionChecked or HardshipChecked or BenefitRecorded or ServiceGiven or PolicyStepped or GradeSet => ServiceFold.Apply(record, change),
        _ => throw new ArgumentException($"No fold for {change.GetType().Name}.", nameof(change)),
    };

    /// <summary>The application with the check; one is kept for each subject, the latest.</summary>
    internal static Application WithVerification(Application application, Verification verification)
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
    internal static Application WithoutCheck(Application application, VerificationSubject subject) => application with
    {
        Verifications = [.. application.Verifications.Where(v => v.Subject != subject)],
    };

    private static PersonRecord Submitted(PersonRecord record, ApplicationSubmitted e) => record with
    {
        Prior = record.Identity is { } known ? new PriorCase(known, record.Details, record.Application) : null,
        Identity = e.Identity,

        // No form asks for it: what is known of the person stays known.
        Details = e.Details with { RetirementCategory = e.Details.RetirementCategory ?? record.Details?.RetirementCategory },
        Application = e.Application,
        PlatformNumbers = EarlierNumbers.Of(e.Application, record.PlatformNumbers, record.Application),
    };

    private static PersonRecord Decided(PersonRecord record, ApplicationStatus status, DateOnly on, NonApprovalReason? reason, string? by = null) => record with
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
            ToldDue = e.ReviewDue.Date,
            OverdueSince = null,
            EscalatedTo = null,
            ReopenedOn = e.On,
            Reopenings = application.Reopenings + 1,
        };
    }

    private static Application WithoutContradiction(Application application, VerificationSubject subject) =>
        Verifying.Latest(application, subject) is { Outcome: not VerificationOutcome.Confirmed } ? WithoutCheck(application, subject) : application;

    /// <summary>One that has to be examined again waits for a second answer.</summary>
    private static Objection[] Answered(Objection objection, ObjectionAnswered e) =>
        !string.Equals(objection.Id, e.ObjectionId, StringComparison.Ordinal) ? [objection]
        : e is { Remedy: ObjectionRemedy.ReExamine, ReExamineDue: { } due } ? [objection with { ReExaminedFrom = e.On, AnswerDue = due }]
        : [];

    private static PersonRecord Exited(PersonRecord record, Exited e)
    {
        var over = Over(record, PastEnding.Exited, e.On, e.Details);
        var decided = over.Past.First(p => p.Number == e.Number) with { DecidedOn = e.DecidedOn == e.On ? null : e.DecidedOn, DecidedBy = e.DecidedBy };
        return over with { Past = [.. over.Past.Select(p => p.Number == e.Number ? decided : p with { DecidedOn = null, DecidedBy = null })] };
    }

    private static PersonRecord Over(PersonRecord record, PastEnding ending, DateOnly on, ExitDetails? exit, RegistrationNumber? into = null)
    {
        var registration = record.Registration! with { ExitCheck = null, TransferRequests = [] };
        return record with { Registration = null, Past = PastCases.With(record.Past, new PastRegistration(registration, ending, on, exit) { Into = into }) };
    }

    private static PersonRecord WithRequests(PersonRecord record, Func<IReadOnlyList<TransferRequest>, IReadOnlyList<TransferRequest>> change) =>
        record.Application is { IsOpen: true } application
            ? record with { Application = application with { TransferRequests = change(application.TransferRequests) } }
            : record with { Registration = record.Registration! with { TransferRequests = change(record.Registration.TransferRequests) } };

    private static TransferRequest[] Without(IReadOnlyList<TransferRequest> requests, string office) =>
        [.. requests.Where(r => !string.Equals(r.ToOffice, office, StringComparison.Ordinal))];
}
