using Grid.Api.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Grid.Api.Problems;

/// <summary>The catalogue, readable at the addresses that problems name as their type.</summary>
internal static class ProblemEndpoints
{
    public static void MapProblems(this IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/problems", () => TypedResults.Ok(ProblemCatalogue.All))
            .WithTags("Problems")
            .WithName("problems.list")
            .WithSummary("错误目录 / The catalogue of problems")
            .WithDescription("Every problem that the API can answer with. No token is needed.")
            .LimitedByAddress()
            .ComesWithRelease();
        routes
            .MapGet("/problems/{code}", One)
            .WithTags("Problems")
            .WithName("problems.read")
            .WithSummary("一种错误 / One problem")
            .WithDescription("What it means and what to do about it; its address is the type of the problem. No token is needed.")
            .LimitedByAddress()
            .ComesWithRelease();
    }

    /// <summary>JSON, or a page where the caller is a browser: it asks for HTML before anything else.</summary>
    private static Results<Ok<ProblemKind>, ContentHttpResult> One(string code, HttpRequest request, HttpResponse response)
    {
        var kind = ProblemCatalogue.Find(code) ?? throw new Problem(ProblemCatalogue.NotFound).AsException();
        response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        return request.GetTypedHeaders().Accept is [var first, ..] && first.MediaType == "text/html"
            ? TypedResults.Content(ProblemPage.Of(kind), "text/html; charset=utf-8")
            : TypedResults.Ok(kind);
    }
}
