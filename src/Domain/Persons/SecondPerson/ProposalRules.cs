using Grid.Domain.Calendar;
using Grid.Domain.Text;

namespace Grid.Domain.Persons;

/// <summary>
/// Proposals and their second person. One proposal waits at a time: two that wait for one record could each remove what the other is
/// about.
/// </summary>
internal static class ProposalRules
{
    private static readonly string[] Next = ["persons.confirm-proposal", "persons.reject-proposal"];

    /// <summary>The first person: what the rule would do is not done, but waits.</summary>
    /// <param name="decided">What the command's own rule says at this moment.</param>
    public static Decision Propose(PersonRecord record, PersonCommand command, Decision decided, DecisionContext context)
    {
        if (decided.Outcome is not { } outcome)
            return decided;
        if (record.Proposal is { } waiting)
            return Decision.Refuse(new Refusal(RefusalCode.ProposalWaits) { Allowed = Next, State = StateOf(waiting) });

        var office = outcome.Office ?? CaseScope.OfficeOf(record)!;
        var proposal = new Proposal(context.NewId.ToString("N"), command, office, context.Now, context.Actor.Subject);
        var due = Deadlines.Of(DutyKind.SecondPerson, context.Today, office, context);
        return Decision.Accept(
            outcome with
            {
                Kind = KindOf(proposal.Kind).Proposed,
                Reference = proposal.Id,
                Due = due.Date,
                DueProvisional = due.Provisional ? true : null,
            },
            new Proposed(proposal.Kind, proposal)
        );
    }

    /// <summary>The second person.</summary>
    /// <param name="rule">The command's own rule.</param>
    public static Decision Confirm(
        PersonRecord record,
        ConfirmProposal command,
        DecisionContext context,
        Func<PersonRecord, PersonCommand, DecisionContext, Decision> rule
    )
    {
        if (record.Proposal is not { Kind: ProposalKind.Exited } && CaseScope.NeedsSupervisor(context.Actor) is { } role)
            return Decision.Refuse(role);
        if (Waiting(record, command.Id, context, out var proposal) is { } none)
            return Decision.Refuse(none);
        if (string.Equals(proposal.ProposedBy, context.Actor.Subject, StringComparison.Ordinal))
            return Decision.Refuse(new Refusal(RefusalCode.SecondPersonNeeded) { State = StateOf(proposal) });

        var confirmed = new ProposalConfirmed(proposal.Id, proposal.Kind);
        var decided = rule(PersonFold.Apply(record, confirmed), proposal.Command, context with { ProposedBy = proposal.ProposedBy });
        return decided.Outcome is { } outcome
            ? Decision.Accept(outcome, [confirmed, .. decided.Events])
            : Decision.Refuse(decided.Refusal! with { Allowed = ["persons.reject-proposal"] });
    }

    public static Decision Reject(PersonRecord record, RejectProposal command, DecisionContext context)
    {
        if (Waiting(record, command.Id, context, out var proposal) is { } none)
            return Decision.Refuse(none);
        if (FieldRules.Text("note", command.Note, FieldLimits.Note) is { } invalid)
            return Decision.Refuse(invalid);

        return Decision.Accept(
            Outcomes.Of(KindOf(proposal.Kind).Rejected, record) with
            {
                Reference = proposal.Id,
            },
            new ProposalRejected(proposal.Id, proposal.Kind, command.Note)
        );
    }

    /// <summary>The duty of the second person; null when nothing waits.</summary>
    public static Duty? DutyOf(PersonRecord record, DecisionContext context)
    {
        if (record.Proposal is not { } proposal)
            return null;
        var proposed = ChinaTime.DateOf(proposal.ProposedAt);
        var office = OfficeOf(record, proposal, context);
        return new Duty
        {
            Key = proposal.Kind == ProposalKind.Exited ? "exitCheck" : $"secondPerson:{EnumName.Of(proposal.Kind)}",
            Kind = proposal.Kind == ProposalKind.Exited ? DutyKind.ExitCheck : DutyKind.SecondPerson,
            Office = office,
            OpenedOn = proposed,
            Due = Deadlines.Of(DutyKind.SecondPerson, proposed, office, context),
        };
    }

    /// <summary>The refusal of a command that would move a case about which a proposal waits; null when none does.</summary>
    public static Refusal? Stops(PersonRecord record) =>
        record.Proposal is { } waiting ? new Refusal(RefusalCode.ProposalWaits) { Allowed = Next, State = StateOf(waiting) } : null;

    /// <summary>What waits of this kind; null for nothing.</summary>
    public static Proposal? WaitingOf(PersonRecord record, ProposalKind kind) =>
        record.Proposal is { } waiting && waiting.Kind == kind ? waiting : null;

    /// <summary>
    /// The record after an event, without a proposal whose registration is over or gone. A proposed exit does not name it, and would end
    /// the next one.
    /// </summary>
    public static PersonRecord Settle(PersonRecord before, PersonRecord after)
    {
        var isGone = after.Proposal?.Command switch
        {
            RecordExit => after.Registration?.Number != before.Registration?.Number,
            RevokeRegistration revoke => RevocationRules.Find(after, revoke.Revocation.Number) is null,

            RecogniseHardship hardship => after.Registration?.Recognising?.Open?.Id != hardship.Application,
            RefuseHardship hardship => after.Registration?.Recognising?.Open?.Id != hardship.Application,
            WithdrawHardship => after.Registration?.Number != before.Registration?.Number || after.Registration?.Service.Hardship is null,
            _ => false,
        };
        return isGone ? after with { Proposal = null } : after;
    }

    /// <summary>
    /// The names of the answers to proposing and rejecting; exits and revocations had names of their own before the others were added.
    /// </summary>
    private static (OutcomeKind Proposed, OutcomeKind Rejected) KindOf(ProposalKind kind) =>
        kind switch
        {
            ProposalKind.Exited => (OutcomeKind.ExitProposed, OutcomeKind.ExitRejected),
            ProposalKind.RegistrationRevoked => (OutcomeKind.RevocationProposed, OutcomeKind.RevocationRejected),
            _ => (OutcomeKind.Proposed, OutcomeKind.ProposalRejected),
        };

    /// <summary>The office that has the case; of one that is over, the office that had it, or the one that took over from that.</summary>
    private static string OfficeOf(PersonRecord record, Proposal proposal, DecisionContext context) =>
        (
            proposal.Command is RevokeRegistration revoke && RevocationRules.Find(record, revoke.Revocation.Number) is { } revoked
                ? RevocationRules.InCharge(record, revoked, context)
                : null
        )
        ?? record.Registration?.Office
        ?? (record.Application is { IsOpen: true } open ? open.Office : null)
        ?? Succession.InChargeOf(CaseScope.OfficeOf(record) ?? proposal.Office, context);

    private static Refusal? Waiting(PersonRecord record, string id, DecisionContext context, out Proposal proposal)
    {
        proposal = record.Proposal!;
        return record.Proposal is not { } waiting
            ? new Refusal(RefusalCode.NoProposal)
            : CaseScope.Check(context, OfficeOf(record, waiting, context))
                ?? (
                    string.Equals(waiting.Id, id, StringComparison.Ordinal)
                        ? null
                        : new Refusal(RefusalCode.NoProposal) { State = StateOf(waiting) }
                );
    }

    internal static PresentState StateOf(Proposal proposal) =>
        new()
        {
            Status = "proposed",
            Number = proposal.Id,
            Office = proposal.Office,
            At = proposal.ProposedAt,
            By = proposal.ProposedBy,
        };
}
