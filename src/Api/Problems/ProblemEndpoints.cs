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
            .LimitedByAddress()
            .ComesWithRelease();
        routes.MapGet("/problems/{code}", One).WithTags("Problems").WithName("problems.read").LimitedByAddress().ComesWithRelease();
    }

    private static Ok<ProblemKind> One(string code) =>
        TypedResults.Ok(ProblemCatalogue.Find(code) ?? throw new Problem(ProblemCatalogue.NotFound).AsException());
}
