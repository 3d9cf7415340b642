using Grid.Domain.Regions;

namespace Grid.Domain.Persons;

/// <summary>
/// What this person has open at offices that have ended goes to the offices that took over: application, registration, objections, and the
/// duties with them. Given to each person by an operator's order; for a person with nothing there it does nothing, so it may be given
/// again.
/// </summary>
/// <param name="Order">The order, 32 digits.</param>
/// <param name="Reason">Why, in the operator's words: the document of the reorganisation.</param>
public sealed record MoveToSuccessor(string Order, string Reason) : PersonCommand;

/// <summary>An open objection is answered by the office that took over from an ended one.</summary>
public sealed record ObjectionMoved(string ObjectionId, string From, string To) : PersonEvent;

/// <summary>
/// An office that has ended keeps what it holds until an order moves it, and gets nothing new. A move by reorganisation is not a choice of
/// the person: the ground stays, and so does whether the place where the person registered is urban (79/2020 (十)), whatever the class of
/// the office that took over.
/// </summary>
internal static class Succession
{
    /// <summary>
    /// Used as the order's id where there is no order: a case that comes to a closed office goes on to its successor in the same commit.
    /// </summary>
    private const string OnArrival = "arrival";

    public static Decision Decide(PersonRecord record, MoveToSuccessor command, DecisionContext context)
    {
        if (context.Actor.Role != Role.System)
            return Decision.Refuse(new Refusal(RefusalCode.NotYourCase));
        if (FieldRules.Text("reason", command.Reason, FieldLimits.Note) is { } invalid)
            return Decision.Refuse(invalid);
        var held = Held(record).ToList();
        if (
            held.FirstOrDefault(one =>
                Ended(one.Office, context) is { } ended && context.Offices.SuccessorOf(ended, context.Today) is null
            ) is
            { Office: not null } stranded
        )
        {
            return Decision.Refuse(new Refusal(RefusalCode.OfficeEnded) { Field = "office" });
        }

        PersonEvent[] moves = [.. Moves(record, held, command.Order, command.Reason, context)];
        return moves.Length == 0
            ? Decision.Accept(Outcomes.Of(OutcomeKind.Ticked, record))
            : Decision.Accept(Outcomes.Of(OutcomeKind.Transferred, moves.Aggregate(record, PersonFold.Apply)), moves);
    }

    /// <summary>
    /// What must follow when a command brought something to an office that has ended: an exit taken back, an approval, a case that a link
    /// brought.
    /// </summary>
    public static IReadOnlyList<PersonEvent> OnArrivalOf(PersonRecord before, PersonRecord after, DecisionContext context)
    {
        if (after.AliasOf is not null)
            return [];
        var known = Held(before).ToHashSet();
        return [.. Moves(after, Held(after).Where(one => !known.Contains(one)), OnArrival, "经办机构已撤并,由承接机构办理", context)];
    }

    /// <summary>The office itself, or the one that took over when it has ended.</summary>
    public static string InChargeOf(string office, DecisionContext context) =>
        Ended(office, context) is { } ended && context.Offices.SuccessorOf(ended, context.Today) is { } next ? next.Code.Value : office;

    /// <summary>Why nothing may come to this office on the day; null when it may.</summary>
    public static Refusal? Refusal(Office office, string field, DecisionContext context) =>
        office.IsValidOn(context.Today)
            ? null
            : new Refusal(RefusalCode.OfficeEnded)
            {
                Field = field,
                Allowed = context.Offices.SuccessorOf(office, context.Today) is { } next ? [next.Code.Value] : [],
            };

    private static IEnumerable<Place> Held(PersonRecord record)
    {
        if (record.Application is { IsOpen: true } application)
            yield return new Place(application.Number.Value, application.Office);
        if (record.Registration is { } registration)
            yield return new Place(registration.Number.Value, registration.Office);
        foreach (var objection in record.Objections)
            yield return new Place(objection.Id, objection.Office);
    }

    private static IEnumerable<PersonEvent> Moves(
        PersonRecord record,
        IEnumerable<Place> held,
        string order,
        string reason,
        DecisionContext context
    )
    {
        foreach (var (what, office) in held)
        {
            if (Ended(office, context) is not { } ended || context.Offices.SuccessorOf(ended, context.Today) is not { } next)
                continue;
            if (record.Application is { IsOpen: true } application && application.Number.Value == what)
            {
                yield return new ApplicationTransferred(office, next.Code.Value, application.Ground, context.Today, reason)
                {
                    Reorganisation = order,
                };
            }
            else if (record.Registration is { } registration && registration.Number.Value == what)
            {
                yield return new RegistrationTransferred(
                    office,
                    next.Code.Value,
                    registration.Ground,
                    registration.Counted,
                    context.Today,
                    reason
                )
                {
                    Reorganisation = order,
                    UrbanPlace = registration.UrbanPlace ?? ended.CountedOn(context.Today),
                };
            }
            else
            {
                yield return new ObjectionMoved(what, office, next.Code.Value);
            }
        }
    }

    private static Office? Ended(string office, DecisionContext context) =>
        context.Offices.Find(office) is { ValidTo: { } last } found && last < context.Today ? found : null;

    /// <param name="What">Number of the application or registration, or id of the objection.</param>
    private sealed record Place(string What, string Office) : Discreet;
}
