using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Domain.Calendar;
using Grid.Domain.Counting;
using Grid.Grains.Interfaces.Counting;
using Grid.Grains.Interfaces.Reference;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Grid.Api.Counts;

/// <summary>Recounts from the journal: what the last ones found, and a new one on demand. The difference must always be 0.</summary>
internal static class RecountEndpoints
{
    public static void MapRecounts(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/counts/{region}/recount").WithTags("Counts");
        group.MapGet("", Latest).Reads("recounts.read").Queries("period");
        group.MapPost("", Start).Repeats("recounts.start");
    }

    /// <summary>
    /// The run at work, and what the latest ones over these leaves found. <c>period</c>: with the recounted figures of that period.
    /// </summary>
    private static async Task<Ok<RecountsView>> Latest(
        string region,
        HttpRequest request,
        Caller caller,
        IGrainFactory grains,
        IRecount recounts,
        IReferenceData reference,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        var query = new QueryReader(request);
        var period = PeriodQuery.Read(query, "period", clock.Today());
        query.ThrowIfWrong();
        var where = CountedRegion.Within(caller, region, reference.Regions, clock.Today());
        var current = await grains.GetGrain<IRecountGrain>(IRecountGrain.Only).Current().WaitAsync(cancelled);
        var latest = await recounts.LatestAsync(where.Leaves, cancelled);
        return TypedResults.Ok(
            new RecountsView(
                current is { EndedAt: null } run ? RecountRunView.Of(run) : null,
                current is { Error: { } } failed ? RecountRunView.Of(failed) : null,
                [.. latest.Select(result => RecountView.Of(result, period))]
            )
        );
    }

    /// <summary>Starts a recount of the region's leaves; ask for its result after a while. A repeat while it runs is told so.</summary>
    private static async Task<Accepted<RecountRunView>> Start(
        string region,
        HttpRequest request,
        Caller caller,
        IGrainFactory grains,
        IReferenceData reference,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        new QueryReader(request).ThrowIfWrong();
        var where = CountedRegion.Within(caller, region, reference.Regions, clock.Today());
        var start = await grains
            .GetGrain<IRecountGrain>(IRecountGrain.Only)
            .Start(where.Region.Code.Value, caller.Actor.Subject)
            .WaitAsync(cancelled);
        return start.Started
            ? TypedResults.Accepted($"/v1/counts/{where.Region.Code}/recount", RecountRunView.Of(start.Run))
            : throw new Problem(ProblemCatalogue.RecountRunning).AsException();
    }
}
