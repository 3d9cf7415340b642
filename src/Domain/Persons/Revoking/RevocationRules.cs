using Grid.Domain.Calendar;
using Grid.Domain.Numbers;
using Grid.Domain.Retirement;

namespace Grid.Domain.Persons;

/// <summary>
/// A registration that the facts never allowed (撤销登记). Only what was so on the day of the registration revokes it, it must be shown by
/// evidence that is not older than the registration, and two persons decide: a later exit would leave one false "new" and one false
/// "re-employed" in the figures, but a revocation takes more from the person than an exit does.
/// </summary>
internal static class RevocationRules
{
    public static Decision Decide(PersonRecord record, RevokeRegistration command, DecisionContext context)
    {
        var details = command.Revocation;
        if (Find(record, details.Number) is not { } registration || registration.Imported is { Uncounted: true })
            return Decision.Refuse(new Refusal(RefusalCode.RegistrationNotRevocable) { Field = "registrationNumber" });
        if (CaseScope.Check(context, registration.Office) is { } scope)
            return Decision.Refuse(scope);
        if (record.PendingMove is not null)
            return Decision.Refuse(new Refusal(RefusalCode.MovePending));
        if (ProposalRules.WaitingOf(record, ProposalKind.RegistrationRevoked) is not null || Waiting(record) is not null)
        {
            return Decision.Refuse(
                new Refusal(RefusalCode.RevocationAlreadyProposed) { Allowed = ["persons.confirm-revocation", "persons.reject-revocation"] }
            );
        }

        if (Check(details, registration, record, context) is { } invalid)
            return Decision.Refuse(invalid);

        return Decision.Accept(
            Outcomes.Of(OutcomeKind.RegistrationRevoked, record, registration),
            new RegistrationRevoked(
                registration.Number,
                registration.Office,
                context.Today,
                Statistics.Facts(registration, record.Identity!, record.Details),
                PastCases.Find(record, registration.Number)?.EndedOn,
                context.Deciders,
                details
            )
        );
    }

    /// <summary>Of one that an older version proposed.</summary>
    public static Decision ConfirmEarlier(PersonRecord record, DecisionContext context)
    {
        if (CaseScope.NeedsSupervisor(context.Actor) is { } role)
            return Decision.Refuse(role);
        if (Waiting(record) is not { } check)
            return Decision.Refuse(new Refusal(RefusalCode.NoRevocationProposed) { Allowed = ["persons.revoke-registration"] });
        if (CaseScope.Check(context, Find(record, check.Proposed.Number)!.Office) is { } scope)
            return Decision.Refuse(scope);
        return string.Equals(check.ProposedBy, context.Actor.Subject, StringComparison.Ordinal)
            ? Decision.Refuse(new Refusal(RefusalCode.SecondPersonNeeded))
            : Decide(
                record with
                {
                    RevocationCheck = null,
                },
                new RevokeRegistration(check.Proposed),
                context with
                {
                    ProposedBy = check.ProposedBy,
                }
            );
    }

    /// <inheritdoc cref="ConfirmEarlier"/>
    public static Decision RejectEarlier(PersonRecord record, RejectRevocation command, DecisionContext context)
    {
        if (Waiting(record) is not { } check)
            return Decision.Refuse(new Refusal(RefusalCode.NoRevocationProposed) { Allowed = ["persons.revoke-registration"] });
        var registration = Find(record, check.Proposed.Number)!;
        if (CaseScope.Check(context, registration.Office) is { } scope)
            return Decision.Refuse(scope);
        if (FieldRules.Text("note", command.Note, FieldLimits.Note) is { } invalid)
            return Decision.Refuse(invalid);

        return Decision.Accept(Outcomes.Of(OutcomeKind.RevocationRejected, record, registration), new RevocationRejected(command.Note));
    }

    /// <summary>
    /// The proposal of an older version that waits; one whose registration has gone meanwhile (entered in error, moved to another number)
    /// waits for nothing any more.
    /// </summary>
    public static RevocationCheck? Waiting(PersonRecord record) =>
        record.RevocationCheck is { } check && Find(record, check.Proposed.Number) is not null ? check : null;

    /// <summary>A registration that can be revoked: the active one, or one that is over by an exit.</summary>
    public static Registration? Find(PersonRecord record, RegistrationNumber number) =>
        record.Registration?.Number == number ? record.Registration
        : PastCases.Find(record, number) is { Ending: PastEnding.Exited } past ? past.Registration
        : null;

    /// <summary>A registration that is over stays where it was; what is to be done about it is done by the office that took over.</summary>
    public static string InCharge(PersonRecord record, Registration registration, DecisionContext context) =>
        registration.Number == record.Registration?.Number ? registration.Office : Succession.InChargeOf(registration.Office, context);

    /// <summary>
    /// The events that undo the revocation of a registration, or why they are not possible: it is active again, a by-reference case that
    /// had come back ends again, and what had exited exits again.
    /// </summary>
    public static Refusal? Undo(PersonRecord record, string? number, DecisionContext context, out IReadOnlyList<PersonEvent> events)
    {
        events = [];
        if (Latest(record) is not { Revocation: { } revocation } past || (number is not null && past.Number.Value != number))
            return new Refusal(RefusalCode.NotUndoable);
        var active = record.Registration;
        var makesRoom = active is { ByReference: not null } && past.Registration.ByReference is null;
        if (record.Application is { IsOpen: true } || (active is not null && !makesRoom) || record.PendingMove is not null)
            return new Refusal(RefusalCode.NewerCaseOpen);

        var counted = context.Offices.Find(past.Registration.Office) is { } office
            ? Statistics.Counts(past.Registration, office, record.Identity!.Number, context.Today)
            : past.Registration.Counted;
        var registration = past.Registration with { Counted = counted };
        List<PersonEvent> undone =
        [
            new RevocationUndone(
                past.Number,
                registration.Office,
                context.Today,
                Statistics.Facts(registration, record.Identity!, record.Details)
            ),
        ];
        if (active is not null)
            undone.Insert(0, new ByReferenceEnded(active.Number, context.Today) { Into = past.Number });
        if (past.Exit is { } exit)
        {
            undone.Add(
                new Exited(past.Number, registration.Office, exit.Reason, exit.On, counted, exit)
                {
                    DecidedOn = past.ExitDecidedOn ?? revocation.On,
                    DecidedBy = past.DecidedBy ?? [],
                    Match = past.Match,
                }
            );
        }

        events = undone;
        return null;
    }

    /// <summary>The revocation that came last; null when there was none.</summary>
    public static PastRegistration? Latest(PersonRecord record) => record.Past.LastOrDefault(p => p.Ending == PastEnding.Revoked);

    private static Refusal? Check(RevocationDetails details, Registration registration, PersonRecord record, DecisionContext context) =>
        Day(details, registration, record)
        ?? FieldRules.Evidence("evidence", details.Evidence, context.Now)
        ?? Basis(details, registration);

    private static Refusal? Day(RevocationDetails details, Registration registration, PersonRecord record)
    {
        if (details.Reason == RevocationReason.UnderSixteen && !IsUnderAge(registration, record))
            return Refusal.Invalid("reason", FieldRule.SixteenOrOlder);
        if (details.Reason is RevocationReason.UnderSixteen or RevocationReason.NotThisPerson)
            return details.Since is null ? null : Refusal.Invalid("since", FieldRule.OnlyWithLastingFact);
        if (details.Since is not { } since)
            return Refusal.Invalid("since", FieldRule.Required);
        if (since > registration.RegisteredOn)
        {
            return Refusal.Invalid("since", FieldRule.AfterRegistration, atMost: registration.RegisteredOn) with
            {
                Allowed = ["persons.exit"],
            };
        }

        return since < record.Identity!.BirthDate ? Refusal.Invalid("since", FieldRule.BeforeBirth) : null;
    }

    private static Refusal? Basis(RevocationDetails details, Registration registration)
    {
        var evidence = details.Evidence;
        if (
            evidence.Basis == EvidenceBasis.PersonDeclaration
            && details.Reason is not (RevocationReason.Employed or RevocationReason.ActiveBusinessOwner)
        )
        {
            return new Refusal(RefusalCode.BasisNotEnough) { Field = "evidence.basis", Allowed = EvidenceFits.ByDataOrHand };
        }

        // Data matched before the registration say nothing about its day.
        if (evidence.MatchedAt is { } matched && ChinaTime.DateOf(matched) < registration.RegisteredOn)
            return Refusal.Invalid("evidence.matchedAt", FieldRule.BeforeRegistration, atLeast: registration.RegisteredOn);

        // Data often still show the old employment because the former employer has not reported its end (79/2020 (二), verified by hand):
        // it must have been checked by hand.
        var maybeStale =
            details.Reason is RevocationReason.Employed or RevocationReason.ActiveBusinessOwner
            && details.Since <= registration.UnemployedOn;
        return maybeStale && evidence.Basis == EvidenceBasis.DataMatch
            ? new Refusal(RefusalCode.BasisNotEnough)
            {
                Field = "evidence.basis",
                Rule = FieldRule.NeedsCheckByHand,
                Allowed = EvidenceFits.ByWordOrHand,
            }
            : null;
    }

    private static bool IsUnderAge(Registration registration, PersonRecord record) =>
        record.Identity?.BirthDate is { } born && Age.FullYears(born, registration.RegisteredOn) < Reviewing.MinimumAge;
}
