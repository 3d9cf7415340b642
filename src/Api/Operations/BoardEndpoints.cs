using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Domain.Calendar;
using Grid.Grains.Interfaces.Reference;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Grid.Api.Operations;

/// <summary>
/// The operators' board (运行总览): everything that tells whether the register is well, with the way to act where it is not (79/2020 (十四)).
/// </summary>
internal static class BoardEndpoints
{
    public static void MapBoard(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/board", Board).WithTags("Operations").Reads("board.read").NamesNobody().Queries("region");

    /// <summary>Numbers only; <c>region</c>: a province, city or county, the top of what the caller may see when absent.</summary>
    private static async Task<Ok<BoardView>> Board(
        HttpRequest request,
        Caller caller,
        BoardReader board,
        BoardTrends trends,
        IReferenceData reference,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        var where = RegionQuery.Read(new QueryReader(request), caller, reference.Regions, clock.Today());
        var today = clock.Today();
        var went = trends.ReadAsync(where, cancelled);
        var data = await board.ReadAsync(where, today, cancelled);
        return TypedResults.Ok(new BoardTiles(where, data, today, clock.GetUtcNow(), (await went).GetValueOrDefault).View());
    }
}
