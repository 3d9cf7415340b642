using Grid.Api.OpenApi;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Domain.Codes;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;
using Grid.Domain.Regions;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Supervision;

namespace Grid.Api.Surveys;

/// <summary>A survey for the schedule.</summary>
public sealed record PhoneSurveyBody : IRequest<PhoneSurveyBody>
{
    private const int LargestSurvey = 10_000;

    private const int DaysAhead = 731;

    /// <summary>A province, city or county.</summary>
    public string? Region { get; init; }

    /// <summary>What it is called; offices read it.</summary>
    public string? Title { get; init; }

    /// <summary>The day for which it is planned, today or later.</summary>
    public string? PlannedOn { get; init; }

    /// <summary>How many persons are to be asked, 1 to 10000.</summary>
    public int? Size { get; init; }

    public static PhoneSurveyBody Example { get; } =
        new()
        {
            Region = "360000",
            Title = "2026年第四季度服务质量电话抽查",
            PlannedOn = "2026-12-15",
            Size = 300,
        };

    internal (Region Region, string Title, DateOnly PlannedOn, int Size) Read(Fields fields, RegionTree tree)
    {
        Region? region = null;
        if (
            fields.Has(Region, "region")
            && (
                !RegionCode.TryParse(Region, out var code)
                || (region = tree.Known(code, fields.Today)) is null
                || region.Level > RegionLevel.County
            )
        )
        {
            fields.Wrong("region", FieldCodes.NotInList);
        }

        var title = fields.Text(Title, "title", 100, required: true, shortest: 4);
        var on = fields.Date(PlannedOn, "plannedOn", required: true);
        if (on < fields.Today || on > fields.Today.AddDays(DaysAhead))
            fields.Beyond("plannedOn", FieldCodes.OutOfRange, fields.Today, fields.Today.AddDays(DaysAhead));
        if (fields.Has(Size, "size") && Size is < 1 or > LargestSurvey)
            fields.Beyond("size", FieldCodes.OutOfRange, 1, LargestSurvey);
        fields.ThrowIfWrong();
        return (region!, title!, on!.Value, Size!.Value);
    }
}

/// <summary>What a person who was drawn said.</summary>
public sealed record SurveyAnswerBody : IRequest<SurveyAnswerBody>
{
    private const int MostAnswers = 40;

    /// <summary>As in the sample.</summary>
    public string? RegistrationNumber { get; init; }

    /// <summary><c>answered</c>, <c>refused</c> or <c>notReached</c>.</summary>
    public string? Outcome { get; init; }

    /// <summary>Only of a person who answered; each question once.</summary>
    public IReadOnlyList<SurveyReplyBody?>? Answers { get; init; }

    /// <summary>What else was said.</summary>
    public string? Note { get; init; }

    public static SurveyAnswerBody Example { get; } =
        new()
        {
            RegistrationNumber = Domain.Numbers.RegistrationNumber.Create("360102", new DateOnly(2026, 11, 1), 42).Value,
            Outcome = "answered",
            Answers = [new() { Question = "1", Answer = "2" }, new() { Question = "2", Answer = "2" }],
            Note = "希望尽快安排培训",
        };

    internal (RegistrationNumber Number, SurveyOutcome Outcome, IReadOnlyList<SurveyReply> Replies, string? Note) Read(Fields fields)
    {
        var number = fields.Value<RegistrationNumber, NumberError>(
            RegistrationNumber,
            "registrationNumber",
            Domain.Numbers.RegistrationNumber.TryParse
        );
        var outcome = fields.Name<SurveyOutcome>(Outcome, "outcome");
        var replies = new List<SurveyReply>();
        if (Answers?.Count > MostAnswers)
            fields.Beyond("answers", FieldCodes.TooLong, 0, MostAnswers);
        foreach (var (i, one) in (Answers ?? []).Take(MostAnswers).Index())
        {
            var question = fields.Code(one?.Question, $"answers[{i}].question", CodeListIds.SurveyQuestion, required: true);
            var answer = fields.Code(one?.Answer, $"answers[{i}].answer", CodeListIds.SurveyAnswer, required: true);
            if (question is not null && answer is not null)
                replies.Add(new SurveyReply(question, answer));
        }

        var note = fields.Text(Note, "note", FieldLimits.Note);
        fields.ThrowIfWrong();
        return (number!, outcome!.Value, replies, note);
    }
}

/// <summary>An answer to one question.</summary>
public sealed record SurveyReplyBody
{
    /// <summary>Code list survey-question.</summary>
    public string? Question { get; init; }

    /// <summary>Code list survey-answer.</summary>
    public string? Answer { get; init; }
}

/// <summary>What the office above found.</summary>
public sealed record SurveySettlementBody : IRequest<SurveySettlementBody>
{
    /// <summary>True: it is as the person said.</summary>
    public bool? Confirmed { get; init; }

    /// <summary>What was found, and the measures taken.</summary>
    public string? Note { get; init; }

    public static SurveySettlementBody Example { get; } = new() { Confirmed = true, Note = "联系记录不实,已约谈经办人员并重新联系本人" };

    internal SettleContradiction Read(Guid survey, Fields fields)
    {
        if (Confirmed is null)
            fields.Wrong("confirmed", FieldCodes.Required);
        var note = fields.Text(Note, "note", FieldLimits.Note, required: true);
        fields.ThrowIfWrong();
        return new SettleContradiction(survey, Confirmed!.Value, note!);
    }
}

/// <summary>The schedule of surveys.</summary>
public sealed record PhoneSurveysView(IReadOnlyList<PhoneSurveyView> Items);

/// <summary>A survey, with its figures where they were asked for.</summary>
public sealed record PhoneSurveyView(string Id, string Region, string Title, DateOnly PlannedOn, int Size, SurveyNumbers? Figures)
{
    internal static PhoneSurveyView Of(PlannedSurvey survey, SurveyFigures? total) =>
        new(
            survey.Id.ToString("N"),
            survey.Region,
            survey.Title,
            survey.PlannedOn,
            survey.Size,
            total is null ? null : SurveyNumbers.Of(total)
        );
}

/// <summary>How far a survey is.</summary>
/// <param name="Contradictions">Answers that contradict what the office recorded, or the rule.</param>
/// <param name="Unsettled">Of these, those that the office above has not looked at.</param>
/// <param name="Confirmed">Those that were as the person said.</param>
public sealed record SurveyNumbers(
    long Drawn,
    long Answered,
    long Refused,
    long NotReached,
    long Contradictions,
    long NotContacted,
    long PapersAsked,
    long NotServed,
    long Unsettled,
    long Confirmed
)
{
    internal static SurveyNumbers Of(SurveyFigures one) =>
        new(
            one.Drawn,
            one.Answered,
            one.Refused,
            one.NotReached,
            one.Contradictions,
            one.NotContacted,
            one.PapersAsked,
            one.NotServed,
            one.Unsettled,
            one.Confirmed
        );
}

/// <summary>A survey by office.</summary>
public sealed record SurveyProgressView(PhoneSurveyView Survey, IReadOnlyList<SurveyFiguresView> Offices);

/// <summary>How far a survey is with the persons of one office.</summary>
public sealed record SurveyFiguresView(string Office, string? OfficeName, SurveyNumbers Figures)
{
    internal static SurveyFiguresView Of(SurveyFigures one, OfficeDirectory offices) =>
        new(one.Office, offices.Find(one.Office)?.Name, SurveyNumbers.Of(one));
}

/// <summary>What a person said in surveys.</summary>
public sealed record SurveyAnswersView(string PersonId, IReadOnlyList<SurveyAnswerView> Items);

/// <summary>An answer beside what the office had recorded then.</summary>
/// <param name="Survey">The survey.</param>
/// <param name="Office">The office that it is about.</param>
/// <param name="Owner">The office above.</param>
/// <param name="Outcome"><c>answered</c>, <c>refused</c> or <c>notReached</c>.</param>
/// <param name="Contacted">The office had recorded a contact that reached the person.</param>
/// <param name="Served">The office had recorded a service that was given.</param>
/// <param name="Contradictions"><c>notContacted</c>, <c>papersAsked</c>, <c>notServed</c>.</param>
/// <param name="Confirmed">Whether it was as the person said; absent while the office above has not looked at it.</param>
public sealed record SurveyAnswerView(
    string Survey,
    string RegistrationNumber,
    string Office,
    string Owner,
    [NamesOf<SurveyOutcome>] string Outcome,
    DateOnly On,
    IReadOnlyList<SurveyReplyView> Answers,
    bool Contacted,
    bool Served,
    [NamesOf<SurveyFinding>] IReadOnlyList<string> Contradictions,
    DateOnly? SettledOn,
    bool? Confirmed
)
{
    internal static SurveyAnswerView Of(SurveyCheck check) =>
        new(
            check.Survey.ToString("N"),
            check.Registration.Value,
            check.Office,
            check.Owner,
            EnumName.Of(check.Outcome),
            check.On,
            [.. check.Replies.Select(reply => new SurveyReplyView(reply.Question, reply.Answer))],
            check.Contacted,
            check.Served,
            [.. check.Findings.Select(EnumName.Of)],
            check.SettledOn,
            check.Confirmed
        );
}

/// <summary>Question and answer, by code lists survey-question and survey-answer.</summary>
public sealed record SurveyReplyView(
    [CodesOf(CodeListIds.SurveyQuestion)] string Question,
    [CodesOf(CodeListIds.SurveyAnswer)] string Answer
);
