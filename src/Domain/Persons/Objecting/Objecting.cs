using System.Text.Json.Serialization;
using Grid.Domain.Calendar;
using Grid.Domain.Regions;
using Grid.Domain.Text;

namespace Grid.Domain.Persons;

/// <summary>The person asks for a review (复核); any office takes it, the one that holds the case answers.</summary>
public sealed record RaiseObjection(ObjectionSubject Against, string Text) : PersonCommand;

/// <summary>
/// The answer to an objection (复核). One that is upheld has an effect in the same commit; whoever took part in the decision may not answer.
/// </summary>
public sealed record AnswerObjection(string ObjectionId, bool Upheld, string Text) : PersonCommand
{
    /// <summary>What an upheld objection leads to; null: undone where that is possible, else examined again.</summary>
    public ObjectionRemedy? Remedy { get; init; }

    /// <summary>Of an objection against data that is upheld: the right data. <see cref="CorrectData.Why"/> is the answer's text.</summary>
    public CorrectData? Correction { get; init; }
}

/// <summary>
/// The person asks for a review (复核) of a non-approval, an exit, a revocation or data; to be answered within five working days.
/// </summary>
/// <param name="Office">The office that answers; a supervisor above it may too, but not whoever took part in the decision.</param>
public sealed record Objection(string Id, ObjectionSubject Against, string Text, DateTimeOffset RaisedAt, Deadline AnswerDue, string Office)
    : Discreet
{
    /// <summary>
    /// Number of the application or registration that is meant; null for data, and for one that an older version recorded.
    /// </summary>
    public string? Target { get; init; }

    /// <summary>Who took part in the decision; none of them may answer.</summary>
    public IReadOnlyList<string>? DecidedBy { get; init; }

    /// <summary>
    /// The day on which it was upheld with the duty to examine the matter again; null while it waits for its first answer.
    /// </summary>
    public DateOnly? ReExaminedFrom { get; init; }
}

/// <summary>What an upheld objection leads to. The values are stored; never renumber.</summary>
[JsonConverter(typeof(StrictEnumConverter<ObjectionRemedy>))]
public enum ObjectionRemedy
{
    /// <summary>
    /// Undone in the same commit: the application is open again, the exit or the revocation is taken back, the data are corrected.
    /// </summary>
    Undo = 1,

    /// <summary>Of a non-approval: the application is approved in the same commit.</summary>
    Approve = 2,

    /// <summary>Something must be examined again: a duty with a last day, which ends with a second answer.</summary>
    ReExamine = 3,
}

/// <summary>What a person objects to.</summary>
[JsonConverter(typeof(StrictEnumConverter<ObjectionSubject>))]
public enum ObjectionSubject
{
    NonApproval,
    Exit,
    Data,

    /// <summary>The revocation of a registration (撤销登记).</summary>
    Revocation,

    /// <summary>A recognition as a hardship person that was refused or withdrawn.</summary>
    Hardship,
}

/// <summary>The person asked for a review.</summary>
public sealed record ObjectionRaised([property: Personal] Objection Objection) : PersonEvent;

/// <summary>An objection was answered. What it led to follows in the same commit.</summary>
public sealed record ObjectionAnswered(string ObjectionId, bool Upheld, DateOnly On, [property: Personal] string Text) : PersonEvent, IDated
{
    /// <summary>Of one that is upheld; null of an older version, which led to nothing by itself.</summary>
    public ObjectionRemedy? Remedy { get; init; }

    /// <summary>Where the matter is examined again: until when.</summary>
    public Deadline? ReExamineDue { get; init; }
}

/// <summary>
/// Objections (复核): not in the notice, offered with a target of five working days. One that is upheld has its effect in the same commit.
/// </summary>
internal static class Objecting
{
    public static Decision Raise(PersonRecord record, RaiseObjection command, DecisionContext context)
    {
        // Any office takes an objection; the one that holds the case answers.
        if (record.Identity is null || CaseScope.OfficeOf(record) is not { } holder)
            return Decision.Refuse(new Refusal(RefusalCode.UnknownPerson));
        if (FieldRules.Text("text", command.Text, FieldLimits.Note) is { } invalid)
            return Decision.Refuse(invalid);
        if (ObjectionRights.Of(record, command.Against) is not { } right)
            return Decision.Refuse(new Refusal(RefusalCode.NothingToObjectTo) { Field = "against" });
        if (record.Objections.FirstOrDefault(o => o.Against == command.Against) is { } open)
            return Decision.Refuse(new Refusal(RefusalCode.ObjectionOpen) { State = PresentState.Of(open) });
        if (right.Until < context.Today)
        {
            return Decision.Refuse(
                new Refusal(RefusalCode.ObjectionTooLate)
                {
                    Field = "against",
                    AtMost = right.Until.Value.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
                }
            );
        }

        var office = right.Office ?? holder;
        var due = DueOf(office, context);
        var objection = new Objection(context.NewId.ToString("N"), command.Against, command.Text, context.Now, due, office)
        {
            Target = right.Target,
            DecidedBy = right.DecidedBy,
        };
        return Decision.Accept(
            Outcomes.Of(OutcomeKind.ObjectionRaised, record) with
            {
                Reference = objection.Id,
                Office = office,
                Due = due.Date,
                DueProvisional = due.Provisional ? true : null,
            },
            new ObjectionRaised(objection)
        );
    }

    public static Decision Answer(PersonRecord record, AnswerObjection command, DecisionContext context)
    {
        if (record.Objections.FirstOrDefault(o => string.Equals(o.Id, command.ObjectionId, StringComparison.Ordinal)) is not { } objection)
            return Decision.Refuse(new Refusal(RefusalCode.UnknownObjection));
        if (MayAnswer(objection, context) is { } notAllowed)
            return Decision.Refuse(notAllowed);
        if (FieldRules.Text("text", command.Text, FieldLimits.Note) is { } invalid)
            return Decision.Refuse(invalid);
        if (!command.Upheld && (command.Remedy is not null || command.Correction is not null))
            return Decision.Refuse(Refusal.Invalid(command.Remedy is null ? "correction" : "remedy", FieldRule.OnlyWhenUpheld));
        if (
            command.Correction is not null
            && (objection.Against != ObjectionSubject.Data || command.Remedy is not (null or ObjectionRemedy.Undo))
        )
        {
            return Decision.Refuse(Refusal.Invalid("correction", FieldRule.OnlyForData));
        }

        var outcome = Outcomes.Of(OutcomeKind.ObjectionAnswered, record) with { Reference = objection.Id };
        return command.Upheld
            ? Uphold(record, objection, command, context, outcome)
            : Decision.Accept(outcome, new ObjectionAnswered(objection.Id, false, context.Today, command.Text));
    }

    private static Decision Uphold(
        PersonRecord record,
        Objection objection,
        AnswerObjection command,
        DecisionContext context,
        CommandOutcome outcome
    )
    {
        IReadOnlyList<PersonEvent> effect = [];
        Refusal? obstacle = null;
        if (command.Remedy != ObjectionRemedy.ReExamine)
            obstacle = Undoing.Of(record, objection, command, context, out effect);
        if (obstacle is not null && (command.Remedy is not null || command.Correction is not null))
        {
            return Decision.Refuse(
                obstacle with
                {
                    Allowed = obstacle.Allowed.Count > 0 || objection.ReExaminedFrom is not null ? obstacle.Allowed : ["reExamine"],
                }
            );
        }

        if (obstacle is null && command.Remedy != ObjectionRemedy.ReExamine)
        {
            var remedy = command.Remedy ?? ObjectionRemedy.Undo;
            var after = effect.Aggregate(record, PersonFold.Apply);
            return Decision.Accept(
                Outcomes.Of(OutcomeKind.ObjectionAnswered, after) with
                {
                    Reference = objection.Id,
                },
                [new ObjectionAnswered(objection.Id, true, context.Today, command.Text) { Remedy = remedy }, .. effect]
            );
        }

        // A second time would postpone it for ever.
        if (objection.ReExaminedFrom is not null)
            return Decision.Refuse(obstacle ?? new Refusal(RefusalCode.AlreadyReExamined) { Field = "remedy", Allowed = ["undo"] });
        var due = DueOf(objection.Office, context);
        return Decision.Accept(
            outcome with
            {
                Due = due.Date,
                DueProvisional = due.Provisional ? true : null,
            },
            new ObjectionAnswered(objection.Id, true, context.Today, command.Text)
            {
                Remedy = ObjectionRemedy.ReExamine,
                ReExamineDue = due,
            }
        );
    }

    /// <summary>
    /// The office that holds the case, or a clerk or supervisor of one above it; but not whoever took part in the decision.
    /// </summary>
    private static Refusal? MayAnswer(Objection objection, DecisionContext context)
    {
        var actor = context.Actor;
        var above = context.Offices.Find(objection.Office) is { } office
            ? context.Offices.SupervisorOf(office, context.Today)?.Code.Value
            : null;
        var isAbove = actor.Role == Role.Clerk && above is not null && string.Equals(actor.Office, above, StringComparison.Ordinal);
        if (!isAbove && CaseScope.Check(context, objection.Office) is { } scope)
            return scope;
        return objection.DecidedBy?.Contains(actor.Subject, StringComparer.Ordinal) == true
            ? new Refusal(RefusalCode.DeciderMayNotAnswer)
            : null;
    }

    private static Deadline DueOf(string office, DecisionContext context) =>
        Deadlines.Of(DutyKind.Objection, context.Today, office, context);
}

/// <summary>Folds objections.</summary>
internal static class ObjectionFold
{
    public static PersonRecord Apply(PersonRecord record, ObjectionRaised e) =>
        record with
        {
            Objections = [.. record.Objections, e.Objection],
        };

    public static PersonRecord Apply(PersonRecord record, ObjectionAnswered e) =>
        record with
        {
            Objections = [.. record.Objections.SelectMany(o => Answered(o, e))],
        };

    public static PersonRecord Apply(PersonRecord record, ObjectionMoved e) =>
        record with
        {
            Objections =
            [
                .. record.Objections.Select(o =>
                    string.Equals(o.Id, e.ObjectionId, StringComparison.Ordinal) ? o with { Office = e.To } : o
                ),
            ],
        };

    /// <summary>One that has to be examined again waits for a second answer.</summary>
    private static Objection[] Answered(Objection objection, ObjectionAnswered e) =>
        !string.Equals(objection.Id, e.ObjectionId, StringComparison.Ordinal) ? [objection]
        : e is { Remedy: ObjectionRemedy.ReExamine, ReExamineDue: { } due } ? [objection with { ReExaminedFrom = e.On, AnswerDue = due }]
        : [];
}
