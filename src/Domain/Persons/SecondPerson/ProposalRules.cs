using Grid.Domain.Calendar;
using Grid.Domain.Persons.Commands;
using Grid.Domain.Persons.Deciding;
using Grid.Domain.Persons.Duties;
using Grid.Domain.Persons.Refusals;
using Grid.Domain.Persons.Reorganising;
using Grid.Domain.Text;

namespace Grid.Domain.Persons.SecondPerson;

/// <summary>Proposals and their second person. One proposal waits at a time: two that wait for one record could each take away what the other is about.</summary>
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
        var due = ExpectedDuties.CalendarOf(office, context).DeadlineAfter(context.Today, ExpectedDuties.ExitWorkingDays);
        return Decision.Accept(
            outcome with { Kind = OutcomeKind.Proposed, Reference = proposal.Id, Due = due.Date, DueProvisional = due.Provisional ? true : null },
            new Proposed(proposal.Kind, proposal));
    }

    /// <summary>The second person.</summary>
    /// <param name="rule">The command's own rule.</param>
    public static Decision Confirm(PersonRecord record, ConfirmProposal command, DecisionContext context, Func<PersonRecord, PersonCommand, DecisionContext, Decision> rule)
    {
        if (CaseScope.NeedsSupervisor(context.Actor) is { } role)
            return Decision.Refuse(role);
        if (Waiting(record, command.Id, context, out var proposal) is { } none)
            return Decision.Refuse(none);
        if (string.Equals(proposal.ProposedBy, context.Actor.Subject, StringComparison.Ordinal))
            return Decision.Refuse(new Refusal(RefusalCode.SecondPersonNeeded) { State = StateOf(proposal) });

        var confirmed = new ProposalConfirmed(proposal.Id, proposal.Kind);
        var decided = rule(PersonFold.Apply(record, confirmed), proposal.Command, context);
        return decided.Outcome is { } outcome
            ? Decision.Accept(outcome, [confirmed, .. decided.Events])
            : Decision.Refuse(decided.Refusal! with { Allowed = ["persons.reject-proposal"] });
    }

    public static Decision Reject(PersonRecord record, RejectProposal command, DecisionContext context)
    {
        if (Waiting(record, command.Id, context, out var proposal) is { } none)
            return Decision.Refuse(none);
        if (FieldRules.Text("note", command.Note, FieldRules.NoteLength) is { } invalid)
            return Decision.Refuse(invalid);

        return Decision.Accept(
            Outcomes.Of(OutcomeKind.ProposalRejected, record) with { Reference = proposal.Id },
            new ProposalRejected(proposal.Id, proposal.Kind, command.Note));
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
            Key = $"secondPerson:{EnumName.Of(proposal.Kind)}",
            Kind = DutyKind.SecondPerson,
            Office = office,
            OpenedOn = proposed,
            Due = ExpectedDuties.CalendarOf(office, context).DeadlineAfter(proposed, ExpectedDuties.ExitWorkingDays),
        };
    }

    /// <summary>The refusal of what would carry away a case about which a proposal waits; null when none does.</summary>
    public static Refusal? Stops(PersonRecord record) =>
        record.Proposal is { } waiting ? new Refusal(RefusalCode.ProposalWaits) { Allowed = Next, State = StateOf(waiting) } : null;

    /// <summary>The office that has the case; of one that is over, the office that had it, or the one that took over from that.</summary>
    private static string OfficeOf(PersonRecord record, Proposal proposal, DecisionContext context) =>
        record.Registration?.Office
        ?? (record.Application is { IsOpen: true } open ? open.Office : null)
        ?? Succession.InChargeOf(CaseScope.OfficeOf(record) ?? proposal.Office, context);

    private static Refusal? Waiting(PersonRecord record, string id, DecisionContext context, out Proposal proposal)
    {
        proposal = record.Proposal!;
        return record.Proposal is not { } waiting ? new Refusal(RefusalCode.NoProposal)
            : CaseScope.Check(context, OfficeOf(record, waiting, context))
            ?? (string.Equals(waiting.Id, id, StringComparison.Ordinal) ? null : new Refusal(RefusalCode.NoProposal) { State = StateOf(waiting) });
    }

    private static PresentState StateOf(Proposal proposal) => new()
    {
        Status = "proposed",
        Number = proposal.Id,
        Office = proposal.Office,
        At = proposal.ProposedAt,
        By = proposal.ProposedBy,
    };
}
