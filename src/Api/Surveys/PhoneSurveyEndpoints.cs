using Grid.Api.Access;
using Grid.Api.Commands;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Api.Views;
using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;
using Grid.Domain.Regions;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Reference;
using Grid.Grains.Interfaces.Supervision;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Grid.Api.Surveys;

/// <summary>
/// Surveys by telephone (第三方电话抽查, 79/2020 (十四)): planned, drawn (<see cref="SurveyEndpoints"/>), answered, published by office. What
/// a person says beside what the office recorded; contradictions are looked at by the office above.
/// </summary>
internal static class PhoneSurveyEndpoints
{
    public static void MapPhoneSurveys(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/phone-surveys").WithTags("Surveys");
        group.MapGet("", List).Reads("phone-surveys.list").NamesNobody();
        group.MapPost("", Plan).Writes("phone-surveys.plan").Produces<PhoneSurveyView>(StatusCodes.Status201Created);
        group.MapGet("/{id}", Figures).Reads("phone-surveys.read").NamesNobody();
        group.MapPost("/{id}/answers", Answer).Writes("phone-surveys.answer");
        var answers = routes.MapGroup("/v1/persons/{personId}/survey-answers").WithTags("Surveys");
        answers.MapGet("", OfPerson).Reads("survey-answers.read");
        answers.MapPost("/{id}/settlement", Settle).Writes("survey-answers.settle");
    }

    /// <summary>Of supervisors, those of the province draw, plan and record: an office below is itself what is surveyed.</summary>
    internal static void Require(Caller caller, Region region, string field = "region")
    {
        var belowProvince = caller.Actor.Role == Role.Supervisor && caller.Office?.Level != RegionLevel.Province;
        if (belowProvince || (caller.Office is { } office && !region.Code.IsWithin(office.Region)))
        {
            throw new Problem(ProblemCatalogue.RegionOutOfReach) { Errors = [new FieldError(field, FieldCodes.OutOfRange)] }.AsException();
        }
    }

    /// <summary>A problem unless there is such a survey and the caller may draw and record it.</summary>
    internal static async Task<PlannedSurvey> RequireAsync(
        string id,
        string field,
        Caller caller,
        ISupervision supervision,
        RegionTree regions,
        DateOnly today,
        CancellationToken cancelled
    )
    {
        if (!Guid.TryParseExact(id, "N", out var key))
            throw Problem.Fields(new FieldError(field, FieldCodes.BadCode)).AsException();
        var survey = await supervision.FindAsync(key, cancelled) ?? throw new Problem(ProblemCatalogue.NotFound).AsException();
        if (RegionCode.TryParse(survey.Region, out var code) && regions.Known(code, today) is { } region)
            Require(caller, region, field);
        return survey;
    }

    /// <summary>The schedule and how far each survey is, the last planned day first.</summary>
    private static async Task<Ok<PhoneSurveysView>> List(
        HttpRequest request,
        Caller caller,
        ISupervision supervision,
        CancellationToken cancelled
    )
    {
        new QueryReader(request).ThrowIfWrong();
        var surveys = await supervision.SurveysAsync(Scope.RegionOf(caller), cancelled);
        return TypedResults.Ok(new PhoneSurveysView([.. surveys.Select(one => PhoneSurveyView.Of(one.Survey, one.Total))]));
    }

    private static async Task<IdempotentAnswer> Plan(
        WriteRequest write,
        Body<PhoneSurveyBody> body,
        ISupervision supervision,
        IdempotentWrites writes,
        IReferenceData reference,
        TimeProvider clock
    )
    {
        var (region, title, on, size) = body.Value.Read(new Fields(clock), reference.Regions);
        Require(write.Caller, region);
        return await writes.RunAsync(write, write.Digest(body), async receipt =>
        {
            var survey = new PlannedSurvey(
                Guid.NewGuid(),
                region.Code.Value,
                title,
                on,
                size,
                write.Caller.Actor.Subject,
                clock.GetUtcNow()
            );
            var answer = IdempotentWrites.Created($"/v1/phone-surveys/{survey.Id:N}", PhoneSurveyView.Of(survey, null));
            await supervision.PlanAsync(survey, receipt(answer), write.Cancelled);
            return answer;
        });
    }

    /// <summary>By office, within the caller's reach.</summary>
    private static async Task<Ok<SurveyProgressView>> Figures(
        string id,
        HttpRequest request,
        Caller caller,
        ISupervision supervision,
        IReferenceData reference,
        CancellationToken cancelled
    )
    {
        new QueryReader(request).ThrowIfWrong();
        if (!Guid.TryParseExact(id, "N", out var key))
            throw Problem.Fields(new FieldError("path.id", FieldCodes.BadCode)).AsException();
        var reach = Scope.RegionOf(caller);
        var survey = await supervision.FindAsync(key, cancelled);

        // A survey of a region above concerns the offices below; one of another region is not there.
        var own = survey is null ? null : RegionCode.Parse(survey.Region).Prefix;
        if (survey is null || !(own!.StartsWith(reach, StringComparison.Ordinal) || reach.StartsWith(own, StringComparison.Ordinal)))
        {
            throw new Problem(ProblemCatalogue.NotFound).AsException();
        }

        var figures = await supervision.FiguresAsync(key, Scope.ForLists(caller), cancelled);
        return TypedResults.Ok(
            new SurveyProgressView(
                PhoneSurveyView.Of(survey, null),
                [.. figures.Select(one => SurveyFiguresView.Of(one, reference.Offices))]
            )
        );
    }

    /// <summary>Of a person who was drawn for it, once.</summary>
    private static async Task<CommandAnswer> Answer(
        string id,
        WriteRequest write,
        Body<SurveyAnswerBody> body,
        ISupervision supervision,
        CommandSender sender,
        IReferenceData reference,
        TimeProvider clock
    )
    {
        var (registration, outcome, replies, note) = body.Value.Read(new Fields(clock));
        var survey = await RequireAsync(id, "path.id", write.Caller, supervision, reference.Regions, clock.Today(), write.Cancelled);
        if (await supervision.MemberAsync(survey.Id, registration, write.Cancelled) is not { } member)
            throw Problem.Of(new Refusal(RefusalCode.NotInSample) { Field = "registrationNumber" }).AsException();

        var command = new RecordSurveyAnswer(survey.Id, registration, outcome, replies, note)
        {
            Served = await supervision.WasServedAsync(member.Person, registration, write.Cancelled),
        };
        return await sender.SendToKnownAsync(write, write.Digest(body), member.Person, command, new CommandTarget());
    }

    /// <summary>For the office above the one that the answers are about.</summary>
    private static async Task<Ok<SurveyAnswersView>> OfPerson(
        string personId,
        Caller caller,
        CommandSender sender,
        AccessRecorder access,
        CancellationToken cancelled
    )
    {
        var person = CommandRouter.Person(personId);
        var record = (await sender.ReadAsync(person, cancelled))?.Record;
        List<SurveyCheck> seen = [.. record?.SurveyChecks.Where(check => AboutOffices.Handles(caller, check.Office, check.Owner)) ?? []];
        if (record is null || (seen.Count == 0 && !Scope.Reaches(caller, record)))
            throw new Problem(ProblemCatalogue.NotFound) { Persons = [person] }.AsException();
        await access.PersonAsync(caller, "survey-answers.read", record, cancelled);
        return TypedResults.Ok(new SurveyAnswersView(record.Id.ToString(), [.. seen.Select(SurveyAnswerView.Of)]));
    }

    private static Task<CommandAnswer> Settle(
        string personId,
        string id,
        WriteRequest write,
        Body<SurveySettlementBody> body,
        CommandRouter cases,
        TimeProvider clock
    )
    {
        if (!Guid.TryParseExact(id, "N", out var survey))
            throw Problem.Fields(new FieldError("path.id", FieldCodes.BadCode)).AsException();
        return cases.ToPersonAsync(write, write.Digest(body), personId, body.Value.Read(survey, new Fields(clock)));
    }
}
