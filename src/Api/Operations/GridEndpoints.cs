using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Grains.Interfaces.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Grid.Api.Operations;

/// <summary>The cluster: silos, activations, calls, group commits, reminders. Numbers by type alone; no grain is named.</summary>
internal static class GridEndpoints
{
    public static void MapCluster(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/grid", Read).WithTags("Operations").Reads("grid.read");

    /// <summary>What the silos wrote down of themselves; it answers also when none of them does.</summary>
    private static async Task<Ok<GridView>> Read(
        HttpRequest request,
        ICluster cluster,
        ReminderReader reminders,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        new QueryReader(request).ThrowIfWrong();
        var now = clock.GetUtcNow();
        var ahead = reminders.ReadAsync(cancelled);
        var silos = await cluster.SilosAsync(cancelled);
        var told = silos.Where(silo => silo.Status != "dead").Select(silo => silo.Report).OfType<SiloReport>().ToList();
        var calls = told.Sum(report => report.Calls.PerSecond);
        return TypedResults.Ok(
            new GridView(
                now,
                [.. silos.Select(SiloView.Of)],
                [
                    .. told.SelectMany(report => report.Activations)
                        .GroupBy(one => one.Type, one => one.Count)
                        .Select(type => new GrainTypeCount(type.Key, type.Sum()))
                        .OrderByDescending(type => type.Count)
                        .ThenBy(type => type.Type, StringComparer.Ordinal),
                ],
                new CallFigures(
                    Math.Round(calls, 3),
                    calls > 0
                        ? Math.Round(told.Sum(report => (report.Calls.MeanMilliseconds ?? 0) * report.Calls.PerSecond) / calls, 3)
                        : null,
                    Math.Round(told.Sum(report => report.Calls.TimedOutPerSecond), 3)
                ),
                await ahead
            )
        );
    }
}
