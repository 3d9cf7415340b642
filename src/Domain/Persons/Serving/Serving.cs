using System.Text.Json.Serialization;
using Grid.Domain.Calendar;
using Grid.Domain.Services;
using Grid.Domain.Text;

namespace Grid.Domain.Persons;

/// <summary>A service was given or offered (79/2020 (三)).</summary>
/// <param name="Item">Code of the service list in force.</param>
/// <param name="On">The day; null for today.</param>
public sealed record RecordService(string Item, ServiceResult Result, DateOnly? On, string? Note) : PersonCommand;

/// <summary>The person was informed of a policy, helped, applied, or got an answer (79/2020 (三)).</summary>
/// <param name="Policy">Code of the policy list in force.</param>
public sealed record RecordPolicyStep(string Policy, PolicyStep Step, DateOnly? On, string? Note) : PersonCommand
{
    /// <summary>Who says so, and when: needed for an answer (granted or declined), and possible with the others.</summary>
    public Evidence? Evidence { get; init; }
}

/// <summary>Override the grade of the rule (分级分类), or give it back to the rule (null).</summary>
public sealed record SetGrade(ServiceGrade? Grade, string Why) : PersonCommand;

/// <summary>A service was given or offered (就业服务), 79/2020 (三).</summary>
public sealed record ServiceGiven(DateOnly On, string Kind, string Office, [property: Personal] ServiceRecord Service) : PersonEvent, IDated
{
    /// <summary>Which row of an import brought it; null where it was recorded here.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImportedRow? Imported { get; init; }
}

/// <summary>A step of helping the person to a support policy (就业扶持政策), 79/2020 (三).</summary>
public sealed record PolicyStepped(DateOnly On, string Policy, PolicyStep Step, string Office, [property: Personal] string? Note)
    : PersonEvent,
        IDated
{
    /// <summary>What the step rests on; null where nothing was given, and of an older version.</summary>
    [Personal]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Evidence? Evidence { get; init; }
}

/// <summary>A clerk overrode the grade of the rule, or gave it back to the rule (null).</summary>
public sealed record GradeSet(DateOnly On, [property: Personal] ServiceGrade? Grade, [property: Personal] string Why) : PersonEvent, IDated;

/// <summary>One service given or offered.</summary>
public sealed record ServiceRecord : Discreet
{
    public required string Id { get; init; }

    /// <summary>Code of the service list (服务清单) in force.</summary>
    public required string Item { get; init; }

    /// <summary>Version of the list that the code is from.</summary>
    public required string ListVersion { get; init; }

    public required DateOnly On { get; init; }

    public required ServiceResult Result { get; init; }

    public string? Note { get; init; }
}

/// <summary>The result of a service.</summary>
[JsonConverter(typeof(StrictEnumConverter<ServiceResult>))]
public enum ServiceResult
{
    /// <summary>Given, nothing to wait for.</summary>
    Given = 1,

    /// <summary>Offered, no answer yet.</summary>
    Offered = 2,

    Accepted = 3,

    /// <summary>Not wanted. Never a ground for an exit, 79/2020 (四).</summary>
    NotWanted = 4,

    Successful = 5,
    NotSuccessful = 6,
}

/// <summary>How far the person has been helped to a policy.</summary>
[JsonConverter(typeof(StrictEnumConverter<PolicyStep>))]
public enum PolicyStep
{
    Told = 1,
    Helped = 2,
    Applied = 3,
    Granted = 4,
    Declined = 5,
}

/// <summary>How much help the person needs (分级分类), 79/2020 (三).</summary>
[JsonConverter(typeof(StrictEnumConverter<ServiceGrade>))]
public enum ServiceGrade
{
    /// <summary>自主求职型: finds work alone, needs information.</summary>
    SelfReliant = 1,

    /// <summary>一般服务型: needs guidance or training.</summary>
    Assisted = 2,

    /// <summary>重点帮扶型: hardship or long-term unemployed.</summary>
    Intensive = 3,
}

/// <summary>The grade by rule (分级分类), which a clerk may override.</summary>
public static class Grading
{
    /// <summary>The grade on a day.</summary>
    /// <param name="registration">The active registration.</param>
    /// <param name="details">Of the person; null where the record holds none.</param>
    /// <param name="today">The day, in China.</param>
    /// <param name="longTermMonths">Full months from which a person is long-term unemployed, as the statistics count them
    /// (<see cref="FullMonths"/>).</param>
    public static ServiceGrade Of(Registration registration, PersonDetails? details, DateOnly today, int longTermMonths)
    {
        ArgumentNullException.ThrowIfNull(registration);
        if (registration.Service.GradeOverride is { } set)
            return set;
        var hardship = registration.Service.Hardship?.Covers(today) == true;
        if (hardship || FullMonths.FullOn(registration.RegisteredOn, longTermMonths) <= today || details?.DisabilityGrade is not null)
            return ServiceGrade.Intensive;

        // Wishes beyond a plain job (2 flexible work, 3 a business, 4 training) need guidance.
        return registration.JobWishes.Any(w => w is "3" or "4") || registration.Service.Failed is not null
            ? ServiceGrade.Assisted
            : ServiceGrade.SelfReliant;
    }
}

/// <summary>Services and policies for a registered person (79/2020 (三)): given, offered, explained, helped with.</summary>
internal static class Serving
{
    public static Decision Service(PersonRecord record, RecordService command, DecisionContext context)
    {
        if (ServiceScope.Check(record, context, out var registration) is { } closed)
            return Decision.Refuse(closed);
        var on = command.On ?? context.Today;
        if (Day(on, registration, context) is { } wrongDay)
            return Decision.Refuse(wrongDay);
        if (Given(command, on, registration, context.NewId.ToString("N"), context, out var given) is { } invalid)
            return Decision.Refuse(invalid);

        return Decision.Accept(Outcomes.Of(OutcomeKind.ServiceRecorded, record, registration) with { Reference = given.Service.Id }, given);
    }

    /// <summary>The service as it is recorded, or why it cannot be: an item that was not offered on that day, a note that is no text.</summary>
    public static Refusal? Given(
        RecordService command,
        DateOnly on,
        Registration registration,
        string id,
        DecisionContext context,
        out ServiceGiven given
    )
    {
        given = null!;
        if (context.Services.Find(command.Item, on) is not { } item)
            return Refusal.NotInList("item", "/v1/service-list");
        if (FieldRules.OptionalText("note", command.Note, FieldLimits.Note) is { } invalid)
            return invalid;
        var service = new ServiceRecord
        {
            Id = id,
            Item = item.Code,
            ListVersion = context.Services.Version,
            On = on,
            Result = command.Result,
            Note = command.Note,
        };
        given = new ServiceGiven(on, item.Kind, registration.Office, service);
        return null;
    }

    public static Decision Policy(PersonRecord record, RecordPolicyStep command, DecisionContext context)
    {
        if (ServiceScope.Check(record, context, out var registration) is { } closed)
            return Decision.Refuse(closed);
        var on = command.On ?? context.Today;
        if (Day(on, registration, context) is { } wrongDay)
            return Decision.Refuse(wrongDay);
        if (PolicyCode(command.Policy, registration, on, context) is not { } policy)
            return Decision.Refuse(Refusal.NotInList("policy", "/v1/policy-list"));
        if ((FieldRules.OptionalText("note", command.Note, FieldLimits.Note) ?? PolicyEvidence(command, context)) is { } invalid)
            return Decision.Refuse(invalid);

        return Decision.Accept(
            Outcomes.Of(OutcomeKind.PolicyStepRecorded, record, registration) with
            {
                Reference = policy,
            },
            new PolicyStepped(on, policy, command.Step, registration.Office, command.Note) { Evidence = command.Evidence }
        );
    }

    /// <summary>An answer without its source could not be found again: who gave it, and when.</summary>
    private static Refusal? PolicyEvidence(RecordPolicyStep command, DecisionContext context) =>
        command.Evidence is { } evidence ? FieldRules.Evidence("evidence", evidence, context.Now)
        : command.Step is PolicyStep.Granted or PolicyStep.Declined ? Refusal.Invalid("evidence", FieldRule.Required)
        : null;

    /// <summary>Of the list, or of a rule that found the person: that of the allowance is in no list.</summary>
    private static string? PolicyCode(string policy, Registration registration, DateOnly on, DecisionContext context) =>
        context.Policies.Find(policy, on)?.Code
        ?? registration
            .Service.PolicyCases.FirstOrDefault(one => one.EndedOn is null && string.Equals(one.Policy, policy, StringComparison.Ordinal))
            ?.Policy;

    public static Decision Grade(PersonRecord record, SetGrade command, DecisionContext context)
    {
        if (ServiceScope.Check(record, context, out var registration) is { } closed)
            return Decision.Refuse(closed);
        if (FieldRules.Text("note", command.Why, FieldLimits.Line) is { } invalid)
            return Decision.Refuse(invalid);
        if (registration.Service.GradeOverride == command.Grade)
            return Decision.Refuse(new Refusal(RefusalCode.NothingChanges) { Field = "grade" });

        return Decision.Accept(
            Outcomes.Of(OutcomeKind.GradeSet, record, registration),
            new GradeSet(context.Today, command.Grade, command.Why)
        );
    }

    private static Refusal? Day(DateOnly on, Registration registration, DecisionContext context)
    {
        if (on > context.Today)
            return Refusal.Invalid("on", FieldRule.InFuture, atMost: context.Today);
        return on < registration.RegisteredOn
            ? Refusal.Invalid("on", FieldRule.BeforeRegistration, atLeast: registration.RegisteredOn)
            : null;
    }
}
