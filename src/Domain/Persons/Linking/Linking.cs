using System.Text.Json.Serialization;
using Grid.Domain.Calendar;
using Grid.Domain.Identity;
using Grid.Domain.Regions;

namespace Grid.Domain.Persons;

/// <summary>
/// This number belongs to the person whose record is <paramref name="Main"/>: make it an alias and move its case there. By a supervisor.
/// </summary>
public sealed record LinkTo(PersonId Main, string Why) : PersonCommand;

/// <summary>
/// The office of this record agrees that another number becomes its alias, for a supervisor who has that number in reach and not this one.
/// By a supervisor of this record's office or of one above it.
/// </summary>
/// <param name="Alias">The number that may be linked to this record.</param>
/// <param name="Why">For the journal.</param>
public sealed record AgreeToLink(PersonId Alias, string Why) : PersonCommand;

/// <summary>An agreement, kept until the link is made or its time is over.</summary>
/// <param name="Alias">The number that may be linked.</param>
/// <param name="Until">The first moment at which it is no longer valid.</param>
/// <param name="By">Who agreed.</param>
public sealed record LinkAgreement(PersonId Alias, DateTimeOffset Until, string By) : Discreet;

/// <summary>The office of this record agreed to a link.</summary>
public sealed record LinkAgreed(LinkAgreement Agreement, [property: Personal] string Why) : PersonEvent;

/// <summary>
/// The alias was another person after all: it becomes a separate record again, with the case it brought. Sent to the main record, by a
/// supervisor.
/// </summary>
public sealed record Unlink(PersonId Alias, string Why) : PersonCommand;

/// <summary>
/// From record to record: take the case of a move. Applied once for each move, however often it is sent. A record that has become an alias
/// itself declines (<see cref="OutcomeKind.CaseDeclined"/>); the sender then gives this command to itself, with the main record as
/// <paramref name="From"/> and <paramref name="Undoes"/>, and has its case back.
/// </summary>
/// <param name="From">The record that sent it.</param>
/// <param name="Move">The move.</param>
/// <param name="Undoes">True when it returns a case to a former alias.</param>
public sealed record TakeOverCase(PersonId From, CaseMove Move, bool Undoes) : PersonCommand;

/// <summary>From record to record: the case of this move has arrived, nothing has to be sent again.</summary>
public sealed record ConfirmMove(Guid MoveId) : PersonCommand;

/// <summary>This number became an alias; its case is on its way to the main record.</summary>
/// <param name="Facts">The registration that left with it, if one was active.</param>
public sealed record LinkedTo(
    PersonId Main,
    DateOnly On,
    [property: Personal] CaseMove Move,
    [property: Personal] string Why,
    RegistrationFacts? Facts
) : PersonEvent, IDated;

/// <summary>A number is no alias of this record any more; the case it had brought is on its way back.</summary>
public sealed record Unlinked(
    PersonId Alias,
    DateOnly On,
    [property: Personal] CaseMove Move,
    [property: Personal] string Why,
    RegistrationFacts? Facts
) : PersonEvent, IDated;

/// <summary>The case of an alias arrived and is this record's.</summary>
/// <param name="Facts">The registration that came with it and is active here now, if there is one.</param>
public sealed record CaseTakenOver(PersonId From, Guid MoveId, DateOnly On, [property: Personal] MovedCase Case, RegistrationFacts? Facts)
    : PersonEvent,
        IDated
{
    /// <summary>The case came because its number had been mistyped: the number that it came from is no alias.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Corrects { get; init; }
}

/// <summary>This number is a record of its own again, with the case it had brought into the link.</summary>
public sealed record CaseReturned(PersonId From, Guid MoveId, DateOnly On, [property: Personal] MovedCase Case, RegistrationFacts? Facts)
    : PersonEvent,
        IDated;

/// <summary>The case that left has arrived.</summary>
public sealed record MoveConfirmed(Guid MoveId) : PersonEvent;

/// <summary>
/// A case did not become this record's, because this number had become an alias itself, or was out of the reach of whoever had ordered the
/// link; its sender takes it back.
/// </summary>
public sealed record MoveDeclined(PersonId From, Guid MoveId) : PersonEvent;

/// <summary>
/// Two numbers of one person: one becomes the alias of the other, and its case moves there exactly once; it can be undone.
/// </summary>
public static class Linking
{
    internal static Decision Link(PersonRecord record, LinkTo command, DecisionContext context)
    {
        if (MayLink(record, command.Why, context) is { } refusal)
            return Decision.Refuse(refusal);
        if (command.Main == record.Id || record.AliasOf is not null || record.Aliases.Count > 0)
            return Decision.Refuse(new Refusal(RefusalCode.CannotLink) { Field = "main" });

        // A link without a case to move would give the number's next application to another person.
        if (record.Identity is null)
            return Decision.Refuse(new Refusal(RefusalCode.UnknownPerson));

        var move = new CaseMove(context.NewId, command.Main, MovedCases.All(record)) { Order = MoveOrder.Of(context) };
        return Decision.Accept(
            Outcomes.Of(OutcomeKind.Linked, record),
            new LinkedTo(command.Main, context.Today, move, command.Why, ActiveFacts(record))
        );
    }

    /// <summary>
    /// Null when the record may become a main record for this actor: it exists, has a person, is no alias, and its office is within the
    /// actor's reach or has agreed to take the case of this very number.
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
        return
            CaseScope.Covers(actor, office, offices, ChinaTime.DateOf(now))
            || main.LinkAgreements.Any(agreed => agreed.Alias == alias && now < agreed.Until)
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

        var until = ChinaTime.EndOf(context.Today.AddDays(Deadlines.LinkAgreementDays));
        return Decision.Accept(
            Outcomes.Of(OutcomeKind.LinkAgreed, record) with
            {
                Due = context.Today.AddDays(Deadlines.LinkAgreementDays),
            },
            new LinkAgreed(new LinkAgreement(command.Alias, until, context.Actor.Subject), command.Why)
        );
    }

    internal static Decision Unlink(PersonRecord record, Unlink command, DecisionContext context)
    {
        if (MayLink(record, command.Why, context) is { } refusal)
            return Decision.Refuse(refusal);
        if (record.Aliases.FirstOrDefault(a => a.Alias == command.Alias) is not { } taken)
            return Decision.Refuse(new Refusal(RefusalCode.CannotUnlink) { Field = "alias" });
        if (
            CaseScope.OfficeOf(record) is null
            && !(MovedCases.OfficeOf(taken.Case) is { } brought && CaseScope.Check(context, brought) is null)
        )
        {
            // A main record that has lost its own case is in no office's reach; the alias's office may have it back.
            return Decision.Refuse(new Refusal(RefusalCode.NotYourCase));
        }

        var returned = CaseDeparture.Of(record, taken);
        var move = new CaseMove(context.NewId, command.Alias, returned) { Order = MoveOrder.Of(context) };
        var leaves = returned.Registration is { } r && record.Registration?.Number == r.Number;
        return Decision.Accept(
            Outcomes.Of(OutcomeKind.Unlinked, record),
            new Unlinked(command.Alias, context.Today, move, command.Why, leaves ? ActiveFacts(record) : null)
        );
    }

    /// <summary>
    /// Takes the case of a move: the main record that of a new alias, or a former alias its own back. A repeat changes nothing.
    /// </summary>
    internal static Decision TakeOver(PersonRecord record, TakeOverCase command, DecisionContext context)
    {
        var outcome = Outcomes.Of(OutcomeKind.CaseTaken, record);
        if (command.Undoes)
        {
            if (record.AliasOf != command.From || record.SettledMoves.Contains(command.Move.Id))
                return Decision.Accept(outcome);

            var restored = command.Move.Case;
            return Decision.Accept(
                outcome,
                new CaseReturned(
                    command.From,
                    command.Move.Id,
                    context.Today,
                    restored,
                    FactsOf(restored, restored.Identity, restored.Details, context)
                )
            );
        }

        if (record.Aliases.Any(a => a.MoveId == command.Move.Id) || record.SettledMoves.Contains(command.Move.Id))
            return Decision.Accept(outcome);
        var declined = outcome with
        {
            Kind = OutcomeKind.CaseDeclined,
            Reference = command.Move.Corrects ? record.AliasOf?.ToString() : null,
        };
        if (record.DeclinedMoves.Contains(command.Move.Id))
            return Decision.Accept(declined);
        if (record.AliasOf is not null)
            return Decision.Accept(declined, new MoveDeclined(command.From, command.Move.Id));

        // The right number may have become an alias of the mistyped one meanwhile: then the case comes back.
        if (command.Move.To != record.Id || (command.From == record.Id && !command.Move.Corrects))
            return Decision.Refuse(new Refusal(RefusalCode.CannotLink));

        // Since it was ordered, this record may have gone out of the reach of whoever ordered it, or have lost its person.
        if (
            command.Move is { Corrects: false, Order: { } order }
            && MayBecomeMain(record, command.From, order.By, order.At, context.Offices) is not null
        )
        {
            return Decision.Accept(declined, new MoveDeclined(command.From, command.Move.Id));
        }

        var becomesActive = CaseArrival.BecomesActive(record, command.Move.Case);
        return Decision.Accept(
            outcome,
            new CaseTakenOver(
                command.From,
                command.Move.Id,
                context.Today,
                command.Move.Case,
                becomesActive
                    ? FactsOf(
                        command.Move.Case,
                        record.Identity ?? command.Move.Case.Identity,
                        record.Details ?? command.Move.Case.Details,
                        context
                    )
                    : null
            )
            {
                Corrects = command.Move.Corrects,
            }
        );
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
            : ProposalRules.Stops(record) ?? FieldRules.Text("note", why, FieldLimits.Note);
    }

    private static RegistrationFacts? ActiveFacts(PersonRecord record) =>
        record is { Registration: { } active, Identity: { } identity } ? Statistics.Facts(active, identity, record.Details) : null;

    /// <summary>
    /// The facts of the registration that arrives, under the identity that it has from now on: whether it counts depends on the document
    /// too.
    /// </summary>
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

/// <summary>
/// Folds links on the alias's side, and agreements to them. A case that arrives or leaves is folded by <see cref="CaseArrival"/> and
/// <see cref="CaseDeparture"/>.
/// </summary>
internal static class LinkFold
{
    public static PersonRecord Apply(PersonRecord record, LinkedTo e) =>
        PersonRecord.Unknown(record.Id) with
        {
            Sequence = record.Sequence,
            AliasOf = e.Main,
            PendingMove = e.Move,
            SettledMoves = record.SettledMoves,
            DeclinedMoves = record.DeclinedMoves,

            // They are closed by events of their own, which follow in the same commit.
            Duties = record.Duties,
        };

    public static PersonRecord Apply(PersonRecord record, LinkAgreed e) =>
        record with
        {
            LinkAgreements = [.. record.LinkAgreements.Where(a => a.Alias != e.Agreement.Alias), e.Agreement],
        };

    public static PersonRecord Apply(PersonRecord record, MoveConfirmed _) => record with { PendingMove = null };

    public static PersonRecord Apply(PersonRecord record, MoveDeclined e) =>
        record with
        {
            DeclinedMoves = [.. record.DeclinedMoves, e.MoveId],
        };
}
