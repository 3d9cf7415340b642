using Grid.Api.Access;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Domain.Calendar;
using Grid.Domain.Persons;
using Grid.Domain.Regions;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Operations;
using Grid.Grains.Interfaces.Reference;
using Grid.Grains.Interfaces.Supervision;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Grid.Api.Surveys;

/// <summary>Samples for surveys by telephone that a third party makes (第三方电话抽查, 79/2020 (十四)).</summary>
internal static class SurveyEndpoints
{
    private const string Operation = "phone-samples.draw";

    public static void MapSurveys(this IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/v1/phone-samples", Draw)
            .WithTags("Surveys")
            .Reads(Operation)
            .WithMetadata(CountedCall.PhoneSample)
            .Produces<PhoneSampleView>(StatusCodes.Status200OK, "application/json", "text/csv")
            .WithDescription(
                "Of supervisors, those of the province. Persons drawn at random, with their telephone in full; the access log records whom, by what filter and why before the answer is sent. "
                    + "The same seed draws the same persons while the register holds the same. The dead, the erased and those without a telephone are left out. A table with Accept: text/csv."
            );

    private static async Task<IResult> Draw(
        HttpRequest request,
        Caller caller,
        Body<PhoneSampleBody> body,
        IPhoneSamples samples,
        ISupervision supervision,
        CallLimits limits,
        AccessRecorder access,
        IReferenceData reference,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        new QueryReader(request).ThrowIfWrong();
        var (region, query, reason) = body.Value.Read(new Fields(clock), reference.Regions);
        PhoneSurveyEndpoints.Require(caller, region);
        var survey = body.Value.Survey is { Length: > 0 } given
            ? await PhoneSurveyEndpoints.RequireAsync(given, "survey", caller, supervision, reference.Regions, clock.Today(), cancelled)
            : null;
        if (survey is not null && !region.Code.IsWithin(RegionCode.Parse(survey.Region)))
            throw Problem.Fields(new FieldError("region", FieldCodes.OutOfRange)).AsException();
        await limits.TakeAsync(request.HttpContext, caller, CountedCall.PhoneSample, cancelled);
        var asOf = clock.GetUtcNow();
        var drawn = await samples.DrawAsync(query, cancelled);
        var (happened, persons) = (EnumName.Of(query.Event), drawn.Persons);
        var filter = FormattableString.Invariant(
            $"{region.Code} {happened} {query.From:yyyy-MM-dd} {query.To:yyyy-MM-dd} size {query.Size} seed {query.Seed}"
        );
        await access.SampleAsync(caller, Operation, [.. persons.Select(person => person.Person)], reason, filter, cancelled);
        if (survey is not null)
        {
            await supervision.AddMembersAsync(
                survey.Id,
                [.. persons.Select(person => new SurveyMember(person.Person, person.Number, person.Office))],
                asOf,
                cancelled
            );
        }

        var view = new PhoneSampleView(
            region.Code.Value,
            region.Name,
            happened,
            query.From,
            query.To,
            query.Seed,
            asOf,
            drawn.Of,
            [.. persons.Select(person => PhoneSampleLine.Of(person, reference.Offices))]
        )
        {
            Survey = survey?.Id.ToString("N"),
        };
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return WantsCsv(request)
            ? TypedResults.File(
                PhoneSampleCsv.Write(view, RequestLanguage.Of(request)),
                PhoneSampleCsv.ContentType,
                FormattableString.Invariant($"phone-sample-{region.Code}-{query.Seed}.csv")
            )
            : TypedResults.Ok(view);
    }

    private static bool WantsCsv(HttpRequest request) =>
        MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted)
        && accepted
            .OrderByDescending(type => type.Quality ?? 1)
            .FirstOrDefault()
            ?.MediaType.Equals("text/csv", StringComparison.OrdinalIgnoreCase) == true;
}
