using System.Globalization;
using System.Text.Json;
using Grid.Api.Commands;
using Grid.Api.Importing.Reading;
using Grid.Api.Importing.Reading.Mappings;
using Grid.Api.Importing.Reading.Rows;
using Grid.Api.Platform;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Matching;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Reference;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Routing;
using Orleans;

namespace Grid.Api.Matching;

/// <summary>
/// Deliveries of sources of data (信息比对). A sender opens a run, sends its rows as NDJSON in parts, and closes it; then the rows go to the
/// persons whom they are about. A part says at which row it begins, so a delivery that was cut off continues where it was.
/// </summary>
internal static class MatchRunEndpoints
{
    private const string Address = "/v1/matching/runs";
    private const int Listed = 100;

    public static void MapMatchRuns(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/matching/sources", Sources).WithTags("Data matching").Reads("matching.sources").NamesNobody();
        var group = routes.MapGroup(Address).WithTags("Data matching");
        group.MapGet("", List).Reads("matching.runs").NamesNobody();
        group.MapPost("", Open).Writes("matching.open-run").Produces<MatchRunOpenedView>(StatusCodes.Status201Created);
        group.MapGet("/{id}", One).Reads("matching.run").NamesNobody();
        group.MapDelivered();
        group.MapPost("/{id}/close", Close).Writes("matching.close-run").Produces<MatchRunTurnView>();
        group.MapPost("/{id}/allow", Allow).Writes("matching.allow-run").Produces<MatchRunTurnView>();
        group.MapPost("/{id}/cancel", Cancel).Writes("matching.cancel-run").Produces<MatchRunTurnView>();
    }

    /// <summary>With what offices found of their rows within the last year.</summary>
    private static async Task<Ok<MatchingSourcesView>> Sources(
        HttpRequest request,
        IReferenceData reference,
        IMatchRuns runs,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        new QueryReader(request).ThrowIfWrong();
        var (today, from) = (clock.Today(), clock.Today().AddYears(-1));
        return TypedResults.Ok(
            MatchingSourcesView.Of(
                reference.Sources,
                today,
                from,
                await runs.FindingsAsync(from, cancelled),
                await runs.LatestAsync(cancelled)
            )
        );
    }

    private static async Task<Ok<MatchRunsView>> List(HttpRequest request, IMatchRuns runs, CancellationToken cancelled)
    {
        new QueryReader(request).ThrowIfWrong();
        return TypedResults.Ok(new MatchRunsView([.. (await runs.ListAsync(Listed, cancelled)).Select(MatchRunView.Of)]));
    }

    private static async Task<Ok<MatchRunView>> One(string id, HttpRequest request, IMatchRuns runs, CancellationToken cancelled)
    {
        new QueryReader(request).ThrowIfWrong();
        return TypedResults.Ok(MatchRunView.Of(await RequireAsync(id, runs, cancelled)));
    }

    private static async Task<IdempotentAnswer> Open(
        WriteRequest write,
        HttpRequest request,
        Body<MatchRunBody> body,
        IMatchRuns runs,
        IReferenceData reference,
        IdempotentWrites writes,
        TimeProvider clock
    )
    {
        new QueryReader(request).ThrowIfWrong();
        var (source, asOf, rows) = body.Value.Read(new Fields(clock), reference.Sources);
        return await writes.RunAsync(write, write.Digest(body), async receipt =>
        {
            var run = MatchRun.Opened(source, asOf, write.Caller.Actor.Subject, write.Caller.Actor.Office, rows, clock.GetUtcNow());
            var answer = IdempotentWrites.Created(
                $"{Address}/{run.Id:N}",
                new MatchRunOpenedView(
                    run.Id.ToString("N"),
                    source.Id,
                    rows,
                    source.Complete,
                    $"{Address}/{run.Id:N}/{(rows is null ? "file" : "rows")}"
                )
            );
            return await runs.OpenAsync(run, receipt(answer), write.Cancelled)
                ? answer
                : throw new Problem(ProblemCatalogue.MatchRunUnderWay).AsException();
        });
    }

    /// <summary>All rows have come: they go to the persons from now on. What is missing in a complete delivery is withdrawn.</summary>
    private static async Task<IdempotentAnswer> Close(
        WriteRequest write,
        string id,
        HttpRequest request,
        Body<NoBody> body,
        IMatchRuns runs,
        IGrainFactory grains,
        IReferenceData reference,
        IdempotentWrites writes,
        TimeProvider clock
    )
    {
        new QueryReader(request).ThrowIfWrong();
        return await writes.RunAsync(write, write.Digest(body), async receipt =>
        {
            var run = await RequireAsync(id, runs, write.Cancelled);
            if (reference.Sources.Find(run.Source) is not { } source)
                throw new Problem(ProblemCatalogue.Of(RefusalCode.UnknownSource)).AsException();
            if (run.Status == MatchRunStatus.Receiving && (run.Expected is null || run.Received < run.Expected))
                throw MatchDeliveryEndpoints.NotNext(run.Received);
            var allowed = source.Limit.Of(await runs.RegisteredAsync(write.Cancelled));
            var answer = IdempotentWrites.Done(new MatchRunTurnView(run.Id.ToString("N"), "running", allowed));
            var keepUntil = clock.Today().AddDays(source.KeepDays);
            if (!await runs.CloseAsync(run.Id, allowed, keepUntil, receipt(answer), write.Cancelled))
                throw new Problem(ProblemCatalogue.MatchRunNotInState).AsException();
            await grains.GetGrain<IMatchRunGrain>(IMatchRunGrain.Only).Watch();
            return answer;
        });
    }

    /// <summary>A run that asks may have so many consequences more.</summary>
    private static async Task<IdempotentAnswer> Allow(
        WriteRequest write,
        string id,
        HttpRequest request,
        Body<MatchAllowanceBody> body,
        IMatchRuns runs,
        IGrainFactory grains,
        IdempotentWrites writes,
        TimeProvider clock
    )
    {
        new QueryReader(request).ThrowIfWrong();
        var (more, reason) = body.Value.Read(new Fields(clock));
        return await writes.RunAsync(write, write.Digest(body), async receipt =>
        {
            var run = await RequireAsync(id, runs, write.Cancelled);
            var answer = IdempotentWrites.Done(new MatchRunTurnView(run.Id.ToString("N"), "running", run.Allowed + more));
            if (!await runs.AllowAsync(run.Id, more, write.Caller.Actor.Subject, reason, receipt(answer), write.Cancelled))
                throw new Problem(ProblemCatalogue.MatchRunNotInState).AsException();
            await grains.GetGrain<IMatchRunGrain>(IMatchRunGrain.Only).Watch();
            return answer;
        });
    }

    /// <summary>Ends a run; what it has led to stays, and what waits is dropped.</summary>
    private static async Task<IdempotentAnswer> Cancel(
        WriteRequest write,
        string id,
        HttpRequest request,
        Body<NoBody> body,
        IMatchRuns runs,
        IdempotentWrites writes,
        TimeProvider clock
    )
    {
        new QueryReader(request).ThrowIfWrong();
        return await writes.RunAsync(write, write.Digest(body), async receipt =>
        {
            var run = await RequireAsync(id, runs, write.Cancelled);
            var answer = IdempotentWrites.Done(new MatchRunTurnView(run.Id.ToString("N"), "cancelled", null));
            return await runs.CancelAsync(run.Id, clock.GetUtcNow(), receipt(answer), write.Cancelled)
                ? answer
                : throw new Problem(ProblemCatalogue.MatchRunNotInState).AsException();
        });
    }

    /// <exception cref="ProblemException">There is none.</exception>
    public static async Task<MatchRun> RequireAsync(string id, IMatchRuns runs, CancellationToken cancelled) =>
        await runs.FindAsync(PlatformPath.BackfillId(id), cancelled) ?? throw new Problem(ProblemCatalogue.NotFound).AsException();
}
