using Grid.Domain.Persons.Commands;
using Grid.Domain.Persons.Events;
using Grid.Domain.Persons.Refusals;

namespace Grid.Domain.Persons.Deciding;

/// <summary>A number typed wrongly (§1.5): the case under it ends as if it had never been, and the number's owner keeps no mark of it.</summary>
internal static class EndingInError
{
    public static Decision Decide(PersonRecord record, EndAsEnteredInError command, DecisionContext context)
    {
        if (record.Application is not { } application || application.Number != command.Application)
            return Decision.Refuse(CaseScope.NotOpen(record, context));
        var office = OwnRegistration(record, application)?.Office ?? application.Office;
        if (CaseScope.Check(context, office) is { } scope)
            return Decision.Refuse(scope);
        if (record.PendingMove is not null)
            return Decision.Refuse(new Refusal(RefusalCode.MovePending));
        if (FieldRules.Text("why", command.Why, FieldRules.NoteLength) is { } invalid)
            return Decision.Refuse(invalid);
        if (RightNumber(record, command) is { } wrongNumber)
            return Decision.Refuse(wrongNumber);

        var registration = OwnRegistration(record, application);
        var past = record.Past.FirstOrDefault(p => p.Registration.Application == application.Number);
        var facts = registration is null ? null : Statistics.Facts(registration, record.Identity!, record.Details);
        return Decision.Accept(
            new CommandOutcome(OutcomeKind.EnteredInError, record.Id)
            {
                Application = application.Number,
                Office = office,
            },
            new EnteredInError(application.Number, context.Today, command.Why, facts, past?.EndedOn) { RightNumber = command.RightNumber, NoRightNumber = command.NoRightNumber });
    }

    /// <summary>It is for a mistyped number only: so there is a right one, or a reason why there is none.</summary>
    private static Refusal? RightNumber(PersonRecord record, EndAsEnteredInError command) => command switch
    {
        { RightNumber: null, NoRightNumber: null } => Refusal.Invalid("rightNumber", FieldRule.RightNumberOrWhyNone),
        { RightNumber: not null, NoRightNumber: not null } => Refusal.Invalid("noRightNumber", FieldRule.RightNumberOrWhyNone),
        { RightNumber: { } right } when right == record.Identity?.Number => Refusal.Invalid("rightNumber", FieldRule.SameNumber),
        _ => null,
    };

    /// <summary>The registration that came of the application, active or over.</summary>
    public static Registration? OwnRegistration(PersonRecord record, Application application) =>
        record.Registration?.Application == application.Number
            ? record.Registration
            : record.Past.FirstOrDefault(p => p.Registration.Application == application.Number)?.Registration;
}
