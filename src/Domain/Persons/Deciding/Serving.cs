using Grid.Domain.Persons.Commands;
using Grid.Domain.Persons.Events;
using Grid.Domain.Persons.Refusals;
using Grid.Domain.Persons.Services;
using Grid.Domain.Services;

namespace Grid.Domain.Persons.Deciding;

/// <summary>Services and policies for a registered person (79/2020 (三)): given, offered, told, helped with.</summary>
internal static class Serving
{
    public static Decision Service(PersonRecord record, RecordService command, DecisionContext context)
    {
        if (ServiceScope.Check(record, context, out var registration) is { } closed)
            return Decision.Refuse(closed);
        var on = command.On ?? context.Today;
        if (Day(on, registration, context) is { } wrongDay)
            return Decision.Refuse(wrongDay);
        if (context.Services.Find(command.Item, on) is not { } item)
            return Decision.Refuse(Refusal.NotInList("item", "/v1/service-list"));
        if (FieldRules.OptionalText("note", command.Note, FieldRules.NoteLength) is { } invalid)
            return Decision.Refuse(invalid);

        var service = new ServiceRecord
        {
            Id = context.NewId.ToString("N"),
            Item = item.Code,
            ListVersion = context.Services.Version,
            On = on,
            Result = command.Result,
            Note = command.Note,
        };
        return Decision.Accept(
            Outcomes.Of(OutcomeKind.ServiceRecorded, record, registration) with { Reference = service.Id },
            new ServiceGiven(on, item.Kind, registration.Office, service));
    }

    public static Decision Policy(PersonRecord record, RecordPolicyStep command, DecisionContext context)
    {
        if (ServiceScope.Check(record, context, out var registration) is { } closed)
            return Decision.Refuse(closed);
        var on = command.On ?? context.Today;
        if (Day(on, registration, context) is { } wrongDay)
            return Decision.Refuse(wrongDay);
        if (context.Policies.Find(command.Policy, on) is not { } policy)
            return Decision.Refuse(Refusal.NotInList("policy", "/v1/policy-list"));
        if (FieldRules.OptionalText("note", command.Note, FieldRules.NoteLength) is { } invalid)
            return Decision.Refuse(invalid);

        return Decision.Accept(
            Outcomes.Of(OutcomeKind.PolicyStepRecorded, record, registration) with { Reference = policy.Code },
            new PolicyStepped(on, policy.Code, command.Step, registration.Office, command.Note));
    }

    public static Decision Grade(PersonRecord record, SetGrade command, DecisionContext context)
    {
        if (ServiceScope.Check(record, context, out var registration) is { } closed)
            return Decision.Refuse(closed);
        if (FieldRules.Text("why", command.Why, FieldRules.ShortLength) is { } invalid)
            return Decision.Refuse(invalid);
        if (registration.Service.GradeOverride == command.Grade)
            return Decision.Refuse(new Refusal(RefusalCode.NothingChanges) { Field = "grade" });

        return Decision.Accept(Outcomes.Of(OutcomeKind.GradeSet, record, registration), new GradeSet(context.Today, command.Grade, command.Why));
    }

    private static Refusal? Day(DateOnly on, Registration registration, DecisionContext context)
    {
        if (on > context.Today)
            return Refusal.Invalid("on", FieldRule.InFuture, atMost: context.Today);
        return on < registration.RegisteredOn ? Refusal.Invalid("on", FieldRule.BeforeRegistration, atLeast: registration.RegisteredOn) : null;
    }
}
