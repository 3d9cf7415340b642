using System.ComponentModel.DataAnnotations;
using Grid.Api.OpenApi;
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
        group.MapGet("", Latest).Reads("recounts.read").NamesNobody().Queries("period");
        group.MapPost("", Start).Repeats("recounts.start");
    }

    /// <summary>
    /// The run in progress, and the results of the latest runs over these leaves. <c>period</c>: with the recounted figures of that period.
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
                [.. latest.Select(result => RecountView.Of(result, period, where.Leaves))]
            )
        );
    }

    /// <summary>
    /// Starts a recount of the region's leaves; ask for its result later. A second request while it runs is answered with the run in
    /// progress.
    /// </summary>
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

/// <summary>What is known of recounts.</summary>
/// <param name="Running">The run in progress, of this region or another; absent when there is none.</param>
/// <param name="Failed">The last one, when it could not be finished.</param>
/// <param name="Latest">The newest first.</param>
public sealed record RecountsView(RecountRunView? Running, RecountRunView? Failed, IReadOnlyList<RecountView> Latest);

/// <summary>What a recount found.</summary>
/// <param name="Leaves">How many leaf regions it covered.</param>
/// <param name="Lines">Journal entries read.</param>
/// <param name="Waiting">Count entries that waited to be folded and were taken in.</param>
/// <param name="DifferentCells">In how many figures recount and live counts differ; must be 0.</param>
/// <param name="Differences">Those of the leaves that were asked for.</param>
/// <param name="Figures">The recounted movements of the period that was asked for, by cell (<c>urban/new/reason/21</c>), of all leaves that
/// the run covered; absent when it covered more than what was asked for.</param>
public sealed record RecountView(
    Guid Id,
    DateTimeOffset StartedAt,
    DateTimeOffset EndedAt,
    string By,
    int Leaves,
    long Lines,
    long Waiting,
    long DifferentCells,
    IReadOnlyList<RecountDifferenceView> Differences,
    IReadOnlyDictionary<string, long>? Figures
)
{
    /// <param name="leaves">Those that were asked for: a run over more is shown as far as it is about them.</param>
    internal static RecountView Of(RecountResult result, CountingPeriod? period, IReadOnlyList<string> leaves) =>
        new(
            result.Id,
            result.StartedAt,
            result.EndedAt,
            result.By,
            result.Leaves,
            result.Lines,
            result.Waiting,
            result.DifferentCells,
            [
                .. result
                    .Differences.Where(d => leaves.Contains(d.Region))
                    .Select(d => new RecountDifferenceView(
                        d.Region,
                        d.Office,
                        d.Period.ToString(),
                        d.Cell.CodedName,
                        d.Recounted,
                        d.Counted
                    )),
            ],
            period is { } asked && result.Leaves <= leaves.Count ? Cells(result.Figures.GetValueOrDefault(asked)) : null
        );

    private static Dictionary<string, long> Cells(Figures? figures) =>
        figures
            ?.Cells.Select(c => (Name: c.Key.CodedName, c.Value))
            .OrderBy(c => c.Name, StringComparer.Ordinal)
            .ToDictionary(c => c.Name, c => c.Value, StringComparer.Ordinal)
        ?? [];
}

/// <summary>A recount in progress, or one that failed.</summary>
/// <param name="Error">Why it failed; absent while it runs.</param>
public sealed record RecountRunView(string Region, string By, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, string? Error)
{
    internal static RecountRunView Of(RecountRun run) => new(run.Region, run.By, run.StartedAt, run.EndedAt, run.Error);
}

/// <summary>A figure in which recount and live counts differ.</summary>
/// <param name="Office">The office, or <c>*</c> for the region.</param>
/// <param name="Recounted">From the journal.</param>
/// <param name="Counted">Folded, and waiting to be folded.</param>
public sealed record RecountDifferenceView(
    string Region,
    string Office,
    [property: RegularExpression(QueryDescription.Month)] string Period,
    string Cell,
    long Recounted,
    long Counted
);
