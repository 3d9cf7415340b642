using Grid.Domain.Codes;
using Grid.Domain.Persons.Commands;
using Grid.Domain.Persons.Events;
using Grid.Domain.Persons.Refusals;
using Grid.Domain.Persons.SecondPerson;
using Grid.Domain.Persons.Unverified;

namespace Grid.Domain.Persons.Deciding;

/// <summary>The end of a registration (登记退出, 79/2020 (四)), and a wrong end taken back.</summary>
internal static class Exiting
{
    public static Decision Decide(PersonRecord record, RecordExit command, DecisionContext context)
    {
        if (ActiveCase(record, context, out var registration) is { } closed)
            return Decision.Refuse(closed);
        if ((ProposalRules.WaitingOf(record, ProposalKind.Exited) is { } proposal ? ProposalRules.StateOf(proposal)
            : registration.ExitCheck is { } check ? PresentState.Of(registration, check)
            : null) is { } waiting)
            return Decision.Refuse(new Refusal(RefusalCode.ExitAlreadyProposed) { Allowed = ["persons.confirm-exit", "persons.reject-exit"], State = waiting });

        // Before side data are sorted: where nobody has to be informed of a death, nothing of the family is stored, not even as unverified.
        if (command.Exit is { FamilyContact: not null, Reason: not ExitReason.Death })
            return Decision.Refuse(Refusal.Invalid("familyContact", FieldRule.OnlyWithDeath));
        var exit = SideData.Of(command.Exit);
        if (ExitRules.Check(exit, registration, context) is { } invalid)
            return Decision.Refuse(invalid);

        return Decision.Accept(
            Outcomes.Of(OutcomeKind.Exited, record, registration) with { Unverified = UnverifiedData.Fields(exit.Unverified) },
            new Exited(registration.Number, registration.Office, exit.Reason, exit.On, registration.Counted, exit) { DecidedOn = context.Today, DecidedBy = context.Deciders });
    }

    /// <summary>Of one that an older version proposed.</summary>
    public static Decision ConfirmEarlier(PersonRecord record, DecisionContext context)
    {
        if (ActiveCase(record, context, out var registration) is { } closed)
            return Decision.Refuse(closed);
        if (registration.ExitCheck is not { } check)
            return Decision.Refuse(new Refusal(RefusalCode.NoExitProposed) { Allowed = ["persons.exit"], State = PresentState.Of(registration) });
        if (string.Equals(check.ProposedBy, context.Actor.Subject, StringComparison.Ordinal))
            return Decision.Refuse(new Refusal(RefusalCode.SecondPersonNeeded) { State = PresentState.Of(registration, check) });

        var decided = Decide(record with { Registration = registration with { ExitCheck = null } }, new RecordExit(check.Proposed), context with { ProposedBy = check.ProposedBy });
        return decided.Refusal is { } refusal ? Decision.Refuse(refusal with { Allowed = ["persons.reject-exit"] }) : decided;
    }

    /// <inheritdoc cref="ConfirmEarlier"/>
    public static Decision RejectEarlier(PersonRecord record, RejectExit command, DecisionContext context)
    {
        if (ActiveCase(record, context, out var registration) is { } closed)
            return Decision.Refuse(closed);
        if (registration.ExitCheck is null)
            return Decision.Refuse(new Refusal(RefusalCode.NoExitProposed) { Allowed = ["persons.exit"], State = PresentState.Of(registration) });
        if (FieldRules.Text("note", command.Note, FieldRules.NoteLength) is { } invalid)
            return Decision.Refuse(invalid);

        return Decision.Accept(Outcomes.Of(OutcomeKind.ExitRejected, record, registration), new ExitRejected(command.Note));
    }

    public static Decision Revoke(PersonRecord record, RevokeExit command, DecisionContext context)
    {
        if (PastCases.LatestExit(record) is not { } last || last.Number != command.Registration)
            return Decision.Refuse(new Refusal(RefusalCode.NotRevocable) { State = CaseScope.StateOf(record, context.Actor, context.Offices, context.Today) });
        if (CaseScope.Check(context, last.Registration.Office) is { } scope)
            return Decision.Refuse(scope);
        if (record.Registration is not null || record.Application is { IsOpen: true })
            return Decision.Refuse(new Refusal(RefusalCode.NewerCaseOpen) { State = CaseScope.StateOf(record, context.Actor, context.Offices, context.Today) });
        if ((FieldRules.Evidence("evidence", command.Evidence, context.Now)
            ?? FieldRules.NotOlder("evidence", command.Evidence, last.EndedOn)
            ?? (last.Exit is { } exit ? EvidenceFits.Revocation(exit.Reason, command.Evidence) : null)) is { } invalid)
            return Decision.Refuse(invalid);

        return Decision.Accept(Outcomes.Of(OutcomeKind.ExitRevoked, record, last.Registration), Revoked(record, last, command.Evidence, context));
    }

    /// <summary>The exit of a registration taken back; nothing newer is open.</summary>
    public static ExitRevoked Revoked(PersonRecord record, PastRegistration last, Evidence evidence, DecisionContext context)
    {
        // The exit may have been another number's: whether the registration counts hangs on the document too.
        var counted = context.Offices.Find(last.Registration.Office) is { } office
            ? Statistics.Counts(last.Registration, office, record.Identity!.Number, context.Today)
            : last.Registration.Counted;
        return new ExitRevoked(last.Number, last.Registration.Office, last.EndedOn, context.Today, counted, evidence);
    }

    private static Refusal? ActiveCase(PersonRecord record, DecisionContext context, out Registration registration)
    {
        registration = record.Registration!;
        return record.Registration is null
            ? CaseScope.NotRegistered(record, context)
            : CaseScope.Check(context, registration.Office);
    }
}
