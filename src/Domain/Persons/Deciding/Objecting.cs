using Grid.Domain.Calendar;
using Grid.Domain.Persons.Commands;
using Grid.Domain.Persons.Events;
using Grid.Domain.Persons.Refusals;
using Grid.Domain.Regions;

namespace Grid.Domain.Persons.Deciding;

/// <summary>Objections (复核): not in the notice, offered with a target of five working days (§1.6). One that is upheld has its effect in the same commit.</summary>
internal static class Objecting
{
    public const int AnswerWorkingDays = 5;

    public static Decision Raise(PersonRecord record, RaiseObjection command, DecisionContext context)
    {
        // Any office takes an objection; the one that holds the case answers.
        if (record.Identity is null || CaseScope.OfficeOf(record) is not { } holder)
            return Decision.Refuse(new Refusal(RefusalCode.UnknownPerson));
        if (FieldRules.Text("text", command.Text, FieldRules.NoteLength) is { } invalid)
            return Decision.Refuse(invalid);
        if (ObjectionRights.Of(record, command.Against) is not { } right)
            return Decision.Refuse(new Refusal(RefusalCode.NothingToObjectTo) { Field = "against" });
        if (record.Objections.FirstOrDefault(o => o.Against == command.Against) is { } open)
            return Decision.Refuse(new Refusal(RefusalCode.ObjectionOpen) { State = PresentState.Of(open) });
        if (right.Until < context.Today)
            return Decision.Refuse(new Refusal(RefusalCode.ObjectionTooLate) { Field = "against", AtMost = right.Until.Value.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) });

        var office = right.Office ?? holder;
        var due = DueOf(office, context);
        var objection = new Objection(context.NewId.ToString("N"), command.Against, command.Text, context.Now, due, office) { Target = right.Target, DecidedBy = right.DecidedBy };
        return Decision.Accept(
            Outcomes.Of(OutcomeKind.ObjectionRaised, record) with
            {
                Reference = objection.Id,
                Office = office,
                Due = due.Date,
                DueProvisional = due.Provisional ? true : null,
            },
            new ObjectionRaised(objection));
    }

    public static Decision Answer(PersonRecord record, AnswerObjection command, DecisionContext context)
    {
        if (record.Objections.FirstOrDefault(o => string.Equals(o.Id, command.ObjectionId, StringComparison.Ordinal)) is not { } objection)
            return Decision.Refuse(new Refusal(RefusalCode.UnknownObjection));
        if (MayAnswer(objection, context) is { } notAllowed)
            return Decision.Refuse(notAllowed);
        if (FieldRules.Text("text", command.Text, FieldRules.NoteLength) is { } invalid)
            return Decision.Refuse(invalid);
        if (!command.Upheld && (command.Remedy is not null || command.Correction is not null))
            return Decision.Refuse(Refusal.Invalid(command.Remedy is null ? "correction" : "remedy", FieldRule.OnlyWhenUpheld));
        if (command.Correction is not null && (objection.Against != ObjectionSubject.Data || command.Remedy is not (null or ObjectionRemedy.Undo)))
            return Decision.Refuse(Refusal.Invalid("correction", FieldRule.OnlyForData));

        var outcome = Outcomes.Of(OutcomeKind.ObjectionAnswered, record) with { Reference = objection.Id };
        return command.Upheld
            ? Uphold(record, objection, command, context, outcome)
            : Decision.Accept(outcome, new ObjectionAnswered(objection.Id, false, context.Today, command.Text));
    }

    private static Decision Uphold(PersonRecord record, Objection objection, AnswerObjection command, DecisionContext context, CommandOutcome outcome)
    {
        IReadOnlyList<PersonEvent> effect = [];
        Refusal? obstacle = null;
        if (command.Remedy != ObjectionRemedy.ReExamine)
            obstacle = Undoing.Of(record, objection, command, context, out effect);
        if (obstacle is not null && (command.Remedy is not null || command.Correction is not null))
            return Decision.Refuse(obstacle with { Allowed = obstacle.Allowed.Count > 0 || objection.ReExaminedFrom is not null ? obstacle.Allowed : ["reExamine"] });

        if (obstacle is null && command.Remedy != ObjectionRemedy.ReExamine)
        {
            var remedy = command.Remedy ?? ObjectionRemedy.Undo;
            var after = effect.Aggregate(record, PersonFold.Apply);
            return Decision.Accept(
                Outcomes.Of(OutcomeKind.ObjectionAnswered, after) with { Reference = objection.Id },
                [new ObjectionAnswered(objection.Id, true, context.Today, command.Text) { Remedy = remedy }, .. effect]);
        }

        // A second time would put it off for ever.
        if (objection.ReExaminedFrom is not null)
            return Decision.Refuse(obstacle ?? new Refusal(RefusalCode.AlreadyReExamined) { Field = "remedy", Allowed = ["undo"] });
        var due = DueOf(objection.Office, context);
        return Decision.Accept(
            outcome with { Due = due.Date, DueProvisional = due.Provisional ? true : null },
            new ObjectionAnswered(objection.Id, true, context.Today, command.Text) { Remedy = ObjectionRemedy.ReExamine, ReExamineDue = due });
    }

    /// <summary>The office that holds the case, or a clerk or supervisor of one above it; but nobody who took part in the decision.</summary>
    private static Refusal? MayAnswer(Objection objection, DecisionContext context)
    {
        var actor = context.Actor;
        var above = context.Offices.Find(objection.Office) is { } office ? context.Offices.SupervisorOf(office, context.Today)?.Code.Value : null;
        var isAbove = actor.Role == Role.Clerk && above is not null && string.Equals(actor.Office, above, StringComparison.Ordinal);
        if (!isAbove && CaseScope.Check(context, objection.Office) is { } scope)
            return scope;
        return objection.DecidedBy?.Contains(actor.Subject, StringComparer.Ordinal) == true
            ? new Refusal(RefusalCode.DeciderMayNotAnswer)
            : null;
    }

    private static Deadline DueOf(string office, DecisionContext context)
    {
        var calendar = context.Offices.Find(office) is { } known ? context.Calendars.For(known.Region) : context.Calendars.Country;
        return calendar.DeadlineAfter(context.Today, AnswerWorkingDays);
    }
}
