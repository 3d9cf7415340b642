using Grid.Api.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

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

    private static Ok<ProblemKind> One(string code) =>
        TypedResults.Ok(ProblemCatalogue.Find(code) ?? throw new Problem(ProblemCatalogue.NotFound).AsException());
}
