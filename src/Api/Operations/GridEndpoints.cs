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
        routes.MapGet("/v1/grid", Read).WithTags("Operations").Reads("grid.read").NamesNobody();

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
        var reports = silos.Where(silo => silo.Status != "dead").Select(silo => silo.Report).OfType<SiloReport>().ToList();
        var calls = reports.Sum(report => report.Calls.PerSecond);
        return TypedResults.Ok(
            new GridView(
                now,
                [.. silos.Select(SiloView.Of)],
                [
                    .. reports
                        .SelectMany(report => report.Activations)
                        .GroupBy(one => one.Type, one => one.Count)
                        .Select(type => new GrainTypeCount(type.Key, type.Sum()))
                        .OrderByDescending(type => type.Count)
                        .ThenBy(type => type.Type, StringComparer.Ordinal),
                ],
                new CallFigures(
                    Math.Round(calls, 3),
                    calls > 0
                        ? Math.Round(reports.Sum(report => (report.Calls.MeanMilliseconds ?? 0) * report.Calls.PerSecond) / calls, 3)
                        : null,
                    Math.Round(reports.Sum(report => report.Calls.TimedOutPerSecond), 3)
                ),
                await ahead
            )
        );
    }
}

/// <summary>How the cluster works.</summary>
/// <param name="Silos">Those in the cluster first, then those that left it within a day.</param>
/// <param name="Activations">By type of grain, over the silos in the cluster.</param>
/// <param name="Calls">To grains, of all silos together.</param>
/// <param name="Reminders">Of persons.</param>
public sealed record GridView(
    DateTimeOffset AsOf,
    IReadOnlyList<SiloView> Silos,
    IReadOnlyList<GrainTypeCount> Activations,
    CallFigures Calls,
    RemindersView Reminders
);

/// <summary>A silo.</summary>
/// <param name="Host">Its machine.</param>
/// <param name="Status">As Orleans names it: <c>active</c>, <c>joining</c>, <c>dead</c>.</param>
/// <param name="Version">Of the program; absent until its first report.</param>
/// <param name="ReportedAt">When it measured the figures that follow.</param>
/// <param name="Activations">By type of grain.</param>
/// <param name="Calls">Calls to grains that it made.</param>
/// <param name="Queues">Group commits and reads: how many together, how long, how many wait.</param>
/// <param name="Ticks">Persons' reminders in progress, and their limit.</param>
public sealed record SiloView(
    string Name,
    string Host,
    string Status,
    DateTimeOffset StartedAt,
    DateTimeOffset AliveAt,
    string? Version,
    DateTimeOffset? ReportedAt,
    IReadOnlyList<GrainTypeCount>? Activations,
    CallFigures? Calls,
    IReadOnlyList<QueueFigures>? Queues,
    TickFigures? Ticks,
    AttentionView? Attention
)
{
    internal static SiloView Of(ClusterSilo silo) =>
        new(
            silo.Name,
            silo.Host,
            silo.Status,
            silo.StartedAt,
            silo.AliveAt,
            silo.Report?.Version,
            silo.Report?.At,
            silo.Report?.Activations,
            silo.Report?.Calls,
            silo.Report?.Queues,
            silo.Report?.Ticks,
            silo.Silent ? AttentionView.Of(Attentions.SiloSilent, "")
                : silo.Report?.Ticks.TurnedAwayPerSecond > 0 ? AttentionView.Of(Attentions.TicksTurnedAway, "")
                : null
        );
}

/// <summary>Persons' reminders by the moment of their next duty.</summary>
/// <param name="Past">Their moment passed more than a period (15 minutes) ago.</param>
/// <param name="Due">Their moment passed within the last period: they tick now.</param>
/// <param name="Near">In the next ten minutes: silos hold them in memory.</param>
/// <param name="Day">In the next 24 hours, those near among them.</param>
public sealed record RemindersView(long Past, long Due, long Near, long Day, DateTimeOffset AsOf, AttentionView? Attention)
{
    /// <summary>This many behind is more than a few stragglers.</summary>
    private const int Stragglers = 100;

    internal static RemindersView Of(ReminderFigures figures, DateTimeOffset at) =>
        new(
            figures.Past,
            figures.Due,
            figures.Near,
            figures.Day,
            at,
            figures.Past >= Stragglers ? AttentionView.Of(Attentions.RemindersBehind, "") : null
        );
}

/// <summary>Reads how many reminders are near; they are counted at most every few seconds.</summary>
internal sealed class ReminderReader(ICluster cluster, TimeProvider clock)
{
    private readonly CachedAnswer<string, RemindersView> kept = new(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(1), clock);

    public Task<RemindersView> ReadAsync(CancellationToken cancelled) =>
        kept.GetAsync("", async () =>
            {
                var now = clock.GetUtcNow();
                return RemindersView.Of(await cluster.RemindersAsync(now, CancellationToken.None), now);
            })
            .WaitAsync(cancelled);
}
