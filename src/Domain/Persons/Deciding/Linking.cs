using Grid.Domain.Calendar;
using Grid.Domain.Identity;
using Grid.Domain.Persons.Commands;
using Grid.Domain.Persons.Events;
using Grid.Domain.Persons.Links;
using Grid.Domain.Persons.Refusals;
using Grid.Domain.Persons.SecondPerson;
using Grid.Domain.Regions;

namespace Grid.Domain.Persons.Deciding;

/// <summary>Two numbers of one person (§1.5): one becomes the alias of the other, and its case moves there exactly once; it can be undone.</summary>
public static class Linking
{
    internal static Decision Link(PersonRecord record, LinkTo command, DecisionContext context)
    {
        if (MayLink(record, command.Why, context) is { } refusal)
            return Decision.Refuse(refusal);
        if (command.Main == record.Id || record.AliasOf is not null || record.Aliases.Count > 0)
            return Decision.Refuse(new Refusal(RefusalCode.CannotLink) { Field = "main" });

        // A link without a case to move would make the number's next application somebody else's.
        if (record.Identity is null)
            return Decision.Refuse(new Refusal(RefusalCode.UnknownPerson));

        var move = new CaseMove(context.NewId, command.Main, MovedCases.All(record));
        return Decision.Accept(
            Outcomes.Of(OutcomeKind.Linked, record),
            new LinkedTo(command.Main, context.Today, move, command.Why, ActiveFacts(record)));
    }

    /// <summary>
    /// Null when the record may become a main record for this actor: it exists, has somebody, is no alias, and its office is within the actor's reach or has agreed
    /// to take the case of this very number.
    /// </summary>
    public static Refusal? MayBecomeMain(PersonRecord main, PersonId alias, Actor actor, DateTimeOffset now, OfficeDirectory offices)
    {
        ArgumentNullException.ThrowIfNull(main);
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(offices);
        if (main.AliasOf is not null)
            return new Refusal(RefusalCode.CannotLink) { Field = "main", Rule = FieldRule.AliasOrMoving };
        if (main.Identity is null || CaseScope.OfficeOf(main) is not { } office)
            return new Refusal(RefusalCode.NothingToLinkTo) { Field = "main" };
        return CaseScope.Covers(actor, office, offices, ChinaTime.DateOf(now)) || main.LinkAgreements.Any(agreed => agreed.Alias == alias && now < agreed.Until)
            ? null
            : new Refusal(RefusalCode.MainOutOfReach) { Field = "main", Allowed = ["persons.agree-to-link"] };
    }

    /// <summary>The office that holds a record agrees that a number, which is in another office's reach, becomes its alias.</summary>
    internal static Decision Agree(PersonRecord record, AgreeToLink command, DecisionContext context)
    {
        if (MayLink(record, command.Why, context) is { } refusal)
            return Decision.Refuse(refusal);
        if (record.Identity is null)
            return Decision.Refuse(new Refusal(RefusalCode.UnknownPerson));
        if (command.Alias == record.Id || record.AliasOf is not null || record.Aliases.Any(a => a.Alias == command.Alias))
            return Decision.Refuse(new Refusal(RefusalCode.CannotLink) { Field = "alias" });

        var until = ChinaTime.EndOf(context.Today.AddDays(LinkAgreement.Days));
        return Decision.Accept(
            Outcomes.Of(OutcomeKind.LinkAgreed, record) with { Due = context.Today.AddDays(LinkAgreement.Days) },
            new LinkAgreed(new LinkAgreement(command.Alias, until, context.Actor.Subject), command.Why));
    }

    internal static Decision Unlink(PersonRecord record, Unlink command, DecisionContext context)
    {
        if (MayLink(record, command.Why, context) is { } refusal)
            return Decision.Refuse(refusal);
        if (record.Aliases.FirstOrDefault(a => a.Alias == command.Alias) is not { } taken)
            return Decision.Refuse(new Refusal(RefusalCode.CannotUnlink) { Field = "alias" });

        var returned = CaseDeparture.Of(record, taken);
        var move = new CaseMove(context.NewId, command.Alias, returned);
        var leaves = returned.Registration is { } r && record.Registration?.Number == r.Number;
        return Decision.Accept(
            Outcomes.Of(OutcomeKind.Unlinked, record),
            new Unlinked(command.Alias, context.Today, move, command.Why, leaves ? ActiveFacts(record) : null));
    }

    /// <summary>Takes the case of a move: the main record that of a new alias, or a former alias its own back. A repeat changes nothing.</summary>
    internal static Decision TakeOver(PersonRecord record, TakeOverCase command, DecisionContext context)
    {
        var outcome = Outcomes.Of(OutcomeKind.CaseTaken, record);
        if (command.Undoes)
        {
            if (record.AliasOf != command.From || record.SettledMoves.Contains(command.Move.Id))
                return Decision.Accept(outcome);

            var restored = command.Move.Case;
            return Decision.Accept(outcome, new CaseReturned(command.From, command.Move.Id, context.Today, restored, FactsOf(restored, restored.Identity, restored.Details, context)));
        }

        if (record.Aliases.Any(a => a.MoveId == command.Move.Id) || record.SettledMoves.Contains(command.Move.Id))
            return Decision.Accept(outcome);
        var declined = outcome with { Kind = OutcomeKind.CaseDeclined, Reference = command.Move.Corrects ? record.AliasOf?.ToString() : null };
        if (record.DeclinedMoves.Contains(command.Move.Id))
            return Decision.Accept(declined);
        if (record.AliasOf is not null)
            return Decision.Accept(declined, new MoveDeclined(command.From, command.Move.Id));

        // The right number may have become an alias of the mistyped one meanwhile: then the case comes back.
        if (command.Move.To != record.Id || (command.From == record.Id && !command.Move.Corrects))
            return Decision.Refuse(new Refusal(RefusalCode.CannotLink));

        var becomesActive = CaseArrival.BecomesActive(record, command.Move.Case);
        return Decision.Accept(
            outcome,
            new CaseTakenOver(command.From, command.Move.Id, context.Today, command.Move.Case, becomesActive ? FactsOf(command.Move.Case, record.Identity ?? command.Move.Case.Identity, record.Details ?? command.Move.Case.Details, context) : null) { Corrects = command.Move.Corrects });
    }

    internal static Decision Confirm(PersonRecord record, ConfirmMove command)
    {
        var outcome = Outcomes.Of(OutcomeKind.MoveConfirmed, record);
        return record.PendingMove?.Id == command.MoveId
            ? Decision.Accept(outcome, new MoveConfirmed(command.MoveId))
            : Decision.Accept(outcome);
    }

    private static Refusal? MayLink(PersonRecord record, string why, DecisionContext context)
    {
        if (CaseScope.NeedsSupervisor(context.Actor) is { } role)
            return role;
        if (CaseScope.OfficeOf(record) is { } office && CaseScope.Check(context, office) is { } scope)
            return scope;
        return record.PendingMove is not null
            ? new Refusal(RefusalCode.MovePending)
            : ProposalRules.Stops(record) ?? FieldRules.Text("why", why, FieldRules.NoteLength);
    }

    private static RegistrationFacts? ActiveFacts(PersonRecord record) =>
        record is { Registration: { } active, Identity: { } identity } ? Statistics.Facts(active, identity, record.Details) : null;

    /// <summary>The facts of the registration that arrives, under the identity that it has from now on: whether it counts hangs on the document too.</summary>
    private static RegistrationFacts? FactsOf(MovedCase moved, PersonIdentity? identity, PersonDetails? details, DecisionContext context)
    {
        if (moved.Registration is not { } arriving || identity is null)
            return null;
        var counted = context.Offices.Find(arriving.Office) is { } office
            ? Statistics.Counts(arriving, office, identity.Number, context.Today)
            : arriving.Counted && !identity.Number.ExcludedFromStatistics;
        return Statistics.Facts(arriving with { Counted = counted }, identity, details);
    }
}
