using Grid.Domain.Persons.Commands;
using Grid.Domain.Persons.Events;
using Grid.Domain.Persons.Refusals;

namespace Grid.Domain.Persons.Deciding;

/// <summary>Objections (复核): not in the notice, offered with a target of five working days (§1.6).</summary>
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
        if (!Exists(record, command.Against))
            return Decision.Refuse(new Refusal(RefusalCode.NothingToObjectTo) { Field = "against" });
        if (record.Objections.FirstOrDefault(o => o.Against == command.Against) is { } open)
            return Decision.Refuse(new Refusal(RefusalCode.ObjectionOpen) { State = PresentState.Of(open) });

        var office = command.Against == ObjectionSubject.NonApproval ? record.Application!.Office : holder;
        var calendar = context.Offices.Find(office) is { } known ? context.Calendars.For(known.Region) : context.Calendars.Country;
        var due = calendar.DeadlineAfter(context.Today, AnswerWorkingDays);
        var objection = new Objection(context.NewId.ToString("N"), command.Against, command.Text, context.Now, due, office);
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
        if (CaseScope.Check(context.Actor, objection.Office, context.Offices) is { } scope)
            return Decision.Refuse(scope);
        if (FieldRules.Text("text", command.Text, FieldRules.NoteLength) is { } invalid)
            return Decision.Refuse(invalid);

        return Decision.Accept(
            Outcomes.Of(OutcomeKind.ObjectionAnswered, record) with { Reference = objection.Id },
            new ObjectionAnswered(objection.Id, command.Upheld, context.Today, command.Text));
    }

    private static bool Exists(PersonRecord record, ObjectionSubject against) => against switch
    {
        ObjectionSubject.NonApproval => record.Application is { Status: ApplicationStatus.NotApproved },
        ObjectionSubject.Exit => PastCases.LatestExit(record) is not null,
        _ => true,
    };
}
