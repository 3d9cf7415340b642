using System.Text.Json.Serialization;
using Grid.Domain.Codes;
using Grid.Domain.Numbers;
using Grid.Domain.Text;

namespace Grid.Domain.Persons;

/// <summary>
/// What a person of a sample said in a telephone survey of a third party (第三方电话抽查, 79/2020 (十四)).
/// </summary>
/// <param name="Survey">The survey whose sample the person is of.</param>
/// <param name="Registration">The registration that the sample was drawn by.</param>
/// <param name="Replies">Question and answer, by their codes; empty unless the person answered.</param>
/// <param name="Note">What else was said.</param>
public sealed record RecordSurveyAnswer(
    Guid Survey,
    RegistrationNumber Registration,
    SurveyOutcome Outcome,
    IReadOnlyList<SurveyReply> Replies,
    string? Note
) : PersonCommand
{
    /// <summary>Whether a service that was given is recorded of the registration; those rows are not in the person's record.</summary>
    public bool Served { get; init; }
}

/// <summary>The office above has looked at what an answer contradicts.</summary>
/// <param name="Confirmed">It is as the person said.</param>
/// <param name="Note">What was found, and what was done about it.</param>
public sealed record SettleContradiction(Guid Survey, bool Confirmed, string Note) : PersonCommand;

/// <summary>An answer to one question.</summary>
/// <param name="Question">Code list <c>survey-question</c>.</param>
/// <param name="Answer">Code list <c>survey-answer</c>.</param>
public sealed record SurveyReply(string Question, string Answer) : Discreet;

/// <summary>What became of a call. The values are stored, never renumber.</summary>
[JsonConverter(typeof(StrictEnumConverter<SurveyOutcome>))]
public enum SurveyOutcome
{
    Answered = 1,

    /// <summary>The person did not want to be asked, which has no consequence.</summary>
    Refused = 2,

    NotReached = 3,
}

/// <summary>Questions whose answers are compared; the number is the code in the list <c>survey-question</c>, which may have more.</summary>
public enum SurveyQuestion
{
    /// <summary>Did the office contact you?</summary>
    Contacted = 1,

    /// <summary>Were papers asked for?</summary>
    PapersAsked = 2,

    /// <summary>Were you given a service?</summary>
    Served = 3,
}

/// <summary>The answers that are compared; the number is the code in the list <c>survey-answer</c>.</summary>
public enum SurveyChoice
{
    Yes = 1,
    No = 2,
}

/// <summary>What an answer contradicts. The values are stored, never renumber.</summary>
[JsonConverter(typeof(StrictEnumConverter<SurveyFinding>))]
public enum SurveyFinding
{
    /// <summary>The office recorded a contact that reached the person; the person knows of none.</summary>
    NotContacted = 1,

    /// <summary>The person says that papers were asked for, which 79/2020 (二) forbids.</summary>
    PapersAsked = 2,

    /// <summary>The office recorded a service; the person knows of none.</summary>
    NotServed = 3,
}

/// <summary>A person of a survey's sample was called.</summary>
/// <param name="Office">The office of the registration, which the survey is about.</param>
/// <param name="Owner">The office above, which looks at what contradicts.</param>
/// <param name="Contacted">Whether the office had recorded a contact that reached the person.</param>
/// <param name="Served">Whether it had recorded a service that was given.</param>
public sealed record SurveyAnswered(
    Guid Survey,
    RegistrationNumber Registration,
    string Office,
    string Owner,
    SurveyOutcome Outcome,
    DateOnly On,
    IReadOnlyList<SurveyReply> Replies,
    IReadOnlyList<SurveyFinding> Findings,
    bool Contacted,
    bool Served,
    [property: Personal] string? Note
) : PersonEvent, IDated;

/// <summary>The office above has looked at a contradiction.</summary>
public sealed record ContradictionSettled(
    Guid Survey,
    string Office,
    string Owner,
    bool Confirmed,
    DateOnly On,
    [property: Personal] string Note
) : PersonEvent, IDated;

/// <summary>An answer of a survey beside what the office had recorded.</summary>
public sealed record SurveyCheck(
    Guid Survey,
    RegistrationNumber Registration,
    string Office,
    string Owner,
    SurveyOutcome Outcome,
    DateOnly On,
    IReadOnlyList<SurveyReply> Replies,
    IReadOnlyList<SurveyFinding> Findings,
    bool Contacted,
    bool Served
) : Discreet
{
    public DateOnly? SettledOn { get; init; }

    /// <summary>Whether it was as the person said.</summary>
    public bool? Confirmed { get; init; }

    /// <summary>The office above has to look at it.</summary>
    [JsonIgnore]
    public bool IsOpen => Findings.Count > 0 && SettledOn is null;
}

/// <summary>
/// Answers of surveys. They change nothing in the case and decide nothing by themselves: what contradicts the office's record is examined by
/// the office above, within five working days.
/// </summary>
internal static class Surveying
{
    /// <summary>So many answers stay in the record; a person is hardly ever drawn that often.</summary>
    public const int MostKept = 5;

    public static Decision Record(PersonRecord record, RecordSurveyAnswer command, DecisionContext context)
    {
        if (context.Actor.Role is not (Role.Auditor or Role.Supervisor or Role.System))
            return Decision.Refuse(new Refusal(RefusalCode.NotYourCase));
        if (Find(record, command.Registration) is not { } registration)
            return Decision.Refuse(new Refusal(RefusalCode.NotInSample) { Field = "registrationNumber" });

        // Who surveys an office is not of it. An auditor of no office is of the province.
        if (
            context.Actor is { Role: Role.Supervisor, Office: { } own }
            && string.Equals(own, registration.Office, StringComparison.Ordinal)
            && OfficesAbove.Of(own, context) is not null
        )
        {
            return Decision.Refuse(new Refusal(RefusalCode.NotYourCase));
        }

        if (record.SurveyChecks.Any(check => check.Survey == command.Survey))
            return Decision.Refuse(new Refusal(RefusalCode.AlreadySurveyed));
        if (Replies(command, context) is { } wrong)
            return Decision.Refuse(wrong);
        if (FieldRules.OptionalText("note", command.Note, FieldLimits.Note) is { } invalid)
            return Decision.Refuse(invalid);

        var contacted = registration.Service.FirstContactedOn is not null;
        var owner = OfficesAbove.Of(registration.Office, context) ?? registration.Office;
        var happened = new SurveyAnswered(
            command.Survey,
            registration.Number,
            registration.Office,
            owner,
            command.Outcome,
            context.Today,
            command.Replies,
            Findings(command, contacted, context),
            contacted,
            command.Served,
            command.Note
        );
        return Decision.Accept(
            Outcomes.Of(OutcomeKind.SurveyAnswered, record, registration) with
            {
                Reference = command.Survey.ToString("N"),
            },
            happened
        );
    }

    public static Decision Settle(PersonRecord record, SettleContradiction command, DecisionContext context)
    {
        if (record.SurveyChecks.FirstOrDefault(check => check.Survey == command.Survey && check.IsOpen) is not { } found)
            return Decision.Refuse(new Refusal(RefusalCode.NothingToSettle));
        if (OfficesAbove.Check(found.Office, found.Owner, context) is { } elsewhere)
            return Decision.Refuse(elsewhere);
        if (FieldRules.Text("note", command.Note, FieldLimits.Note) is { } invalid)
            return Decision.Refuse(invalid);
        return Decision.Accept(
            Outcomes.Of(OutcomeKind.ContradictionSettled, record) with
            {
                Reference = command.Survey.ToString("N"),
                Office = found.Owner,
            },
            new ContradictionSettled(found.Survey, found.Office, found.Owner, command.Confirmed, context.Today, command.Note)
        );
    }

    /// <summary>The key of the duty to look at it.</summary>
    public static string KeyOf(SurveyCheck check) => $"survey:{check.Survey:N}";

    public static Duty DutyOf(SurveyCheck check, DecisionContext context)
    {
        var owner = OfficesAbove.OwnerNow(check.Office, check.Owner, context);
        return new Duty
        {
            Key = KeyOf(check),
            Kind = DutyKind.SurveyContradiction,
            Office = owner,
            OpenedOn = check.On,
            Due = Deadlines.Of(DutyKind.SurveyContradiction, check.On, owner, context),
        };
    }

    private static Registration? Find(PersonRecord record, RegistrationNumber number) =>
        record.Registration is { } active && active.Number == number
            ? active
            : record.Past.LastOrDefault(past => past.Number == number)?.Registration;

    private static Refusal? Replies(RecordSurveyAnswer command, DecisionContext context)
    {
        if (command.Outcome != SurveyOutcome.Answered)
            return command.Replies.Count == 0 ? null : Refusal.Invalid("answers", FieldRule.OnlyWhenAnswered);
        if (command.Replies.Count == 0)
            return Refusal.Invalid("answers", FieldRule.Required);
        if (command.Replies.Select(reply => reply.Question).Distinct(StringComparer.Ordinal).Count() < command.Replies.Count)
            return Refusal.Invalid("answers", FieldRule.Overlaps);
        var (questions, choices) = (context.Codes[CodeListIds.SurveyQuestion], context.Codes[CodeListIds.SurveyAnswer]);
        if (command.Replies.Any(reply => !questions.IsValid(reply.Question, context.Today)))
            return Refusal.NotInList("answers", CodeListIds.SurveyQuestion);
        return command.Replies.Any(reply => !choices.IsValid(reply.Answer, context.Today))
            ? Refusal.NotInList("answers", CodeListIds.SurveyAnswer)
            : null;
    }

    private static SurveyFinding[] Findings(RecordSurveyAnswer command, bool contacted, DecisionContext context)
    {
        var found = new List<SurveyFinding>();
        if (contacted && Says(SurveyQuestion.Contacted, SurveyChoice.No))
            found.Add(SurveyFinding.NotContacted);
        if (Says(SurveyQuestion.PapersAsked, SurveyChoice.Yes))
            found.Add(SurveyFinding.PapersAsked);
        if (command.Served && Says(SurveyQuestion.Served, SurveyChoice.No))
            found.Add(SurveyFinding.NotServed);
        return [.. found];

        bool Says(SurveyQuestion question, SurveyChoice choice) =>
            command.Replies.Any(reply => Is(reply.Question, (int)question) && Is(reply.Answer, (int)choice));
        static bool Is(string code, int number) => code == number.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}

/// <summary>Folds answers of surveys.</summary>
internal static class SurveyFold
{
    public static PersonRecord Apply(PersonRecord record, SurveyAnswered e)
    {
        var check = new SurveyCheck(
            e.Survey,
            e.Registration,
            e.Office,
            e.Owner,
            e.Outcome,
            e.On,
            e.Replies,
            e.Findings,
            e.Contacted,
            e.Served
        );
        var settled = record.SurveyChecks.Where(one => !one.IsOpen).ToList();
        return record with
        {
            SurveyChecks = [.. record.SurveyChecks.Where(one => settled.Count < Surveying.MostKept || one != settled[0]), check],
        };
    }

    public static PersonRecord Apply(PersonRecord record, ContradictionSettled e) =>
        record with
        {
            SurveyChecks =
            [
                .. record.SurveyChecks.Select(one => one.Survey == e.Survey ? one with { SettledOn = e.On, Confirmed = e.Confirmed } : one),
            ],
        };
}
