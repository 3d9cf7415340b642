using Grid.Api.Commands;
using Grid.Api.OpenApi;
using Grid.Api.Platform;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Duplicates;
using Grid.Grains.Interfaces.Reference;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Orleans;

namespace Grid.Api.Duplicates;

/// <summary>
/// Runs that compare the whole register and put on the list who may be in it twice (疑似重复人员比对). A run continues in the background and survives
/// when processes stop and start. Its figures name no person.
/// </summary>
internal static class DuplicateRunEndpoints
{
    private const string Address = "/v1/duplicate-runs";
    private const int MostRuns = 100;

    public static void MapDuplicateRuns(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(Address).WithTags("Duplicates");
        group.MapGet("", List).Reads("duplicate-runs.list").NamesNobody();
        group.MapPost("", Order).Writes("duplicate-runs.order").Produces<DuplicateRunOrderedView>(StatusCodes.Status202Accepted);
        group.MapGet("/{id}", One).Reads("duplicate-runs.read").NamesNobody();
        group.MapPost("/{id}/cancel", Cancel).Writes("duplicate-runs.cancel").Produces<DuplicateRunCancelledView>();
    }

    /// <summary>The newest first.</summary>
    private static async Task<Ok<DuplicateRunsView>> List(
        HttpRequest request,
        IDuplicateRuns runs,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        new QueryReader(request).ThrowIfWrong();
        var now = clock.GetUtcNow();
        return TypedResults.Ok(
            new DuplicateRunsView([.. (await runs.ListAsync(MostRuns, cancelled)).Select(run => DuplicateRunView.Of(run, now))])
        );
    }

    /// <summary>How far a run is, and what it has not compared.</summary>
    private static async Task<Ok<DuplicateRunView>> One(
        string id,
        HttpRequest request,
        IDuplicateRuns runs,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        new QueryReader(request).ThrowIfWrong();
        return TypedResults.Ok(DuplicateRunView.Of(await RequireAsync(id, runs, cancelled), clock.GetUtcNow()));
    }

    /// <summary>Compares the whole register. 202: it runs in the background; its address shows how far it is. One at a time.</summary>
    private static async Task<IdempotentAnswer> Order(
        WriteRequest write,
        HttpRequest request,
        Body<NoBody> body,
        IDuplicateRuns runs,
        IGrainFactory grains,
        IReferenceData reference,
        IdempotentWrites writes,
        TimeProvider clock
    )
    {
        new QueryReader(request).ThrowIfWrong();
        return await writes.RunAsync(write, write.Digest(body), async receipt =>
        {
            var now = clock.GetUtcNow();
            var run = new DuplicateRun
            {
                Id = Guid.CreateVersion7(now),
                By = write.Caller.Actor.Subject,
                OrderedAt = now,
                Status = DuplicateRunStatus.Running,
                Weights = reference.LikenessWeights.Version,
            };
            var answer = IdempotentWrites.Accepted(
                $"{Address}/{run.Id:N}",
                new DuplicateRunOrderedView(run.Id.ToString("N"), $"{Address}/{run.Id:N}")
            );
            if (!await runs.OrderAsync(run, receipt(answer), write.Cancelled))
                throw new Problem(ProblemCatalogue.DuplicateRunUnderWay).AsException();

            await grains.GetGrain<IDuplicateRunGrain>(IDuplicateRunGrain.Only).Watch();
            return answer;
        });
    }

    /// <summary>Ends a run; what it had found stays on the list.</summary>
    private static async Task<IdempotentAnswer> Cancel(
        WriteRequest write,
        string id,
        HttpRequest request,
        Body<NoBody> body,
        IDuplicateRuns runs,
        IdempotentWrites writes,
        TimeProvider clock
    )
    {
        new QueryReader(request).ThrowIfWrong();
        return await writes.RunAsync(write, write.Digest(body), async receipt =>
        {
            var run = await RequireAsync(id, runs, write.Cancelled);
            var now = clock.GetUtcNow();
            var answer = IdempotentWrites.Done(new DuplicateRunCancelledView(run.Id.ToString("N"), write.Caller.Actor.Subject, now));
            return await runs.CancelAsync(run.Id, now, receipt(answer), write.Cancelled)
                ? answer
                : throw new Problem(ProblemCatalogue.DuplicateRunNotRunning).AsException();
        });
    }

    private static async Task<DuplicateRun> RequireAsync(string id, IDuplicateRuns runs, CancellationToken cancelled) =>
        await runs.FindAsync(PlatformPath.BackfillId(id), cancelled) ?? throw new Problem(ProblemCatalogue.NotFound).AsException();
}

/// <summary>Runs, the newest first.</summary>
public sealed record DuplicateRunsView(IReadOnlyList<DuplicateRunView> Runs);

/// <summary>A run over the whole register.</summary>
public sealed record DuplicateRunView
{
    public required string Id { get; init; }

    /// <summary><c>running</c>, <c>done</c> or <c>cancelled</c>.</summary>
    [NamesOf<DuplicateRunStatus>]
    public required string Status { get; init; }

    public required string By { get; init; }

    public required DateTimeOffset OrderedAt { get; init; }

    /// <summary>Version of the weights that it began with.</summary>
    public required string Weights { get; init; }

    /// <summary>Persons who are compared; 0 until it is known.</summary>
    public required long Persons { get; init; }

    /// <summary>Persons whose data had to be made ready first.</summary>
    public required long Prepared { get; init; }

    /// <summary>Persons who are not compared, because their records cannot be opened.</summary>
    public required long Unreadable { get; init; }

    /// <summary>Steps that are done.</summary>
    public required int Step { get; init; }

    /// <summary>Steps in all; 0 until it is known.</summary>
    public required int Steps { get; init; }

    /// <summary>Seconds that the rest takes at the rate until now; absent while it is not known.</summary>
    public long? SecondsLeft { get; init; }

    /// <summary>Pairs that were compared.</summary>
    public required long Compared { get; init; }

    /// <summary>Blocks (such as a telephone of very many persons) that were too large to be compared in full.</summary>
    public required long LargeBlocks { get; init; }

    /// <summary>Pairs of such blocks that were not compared there; another block may have compared them.</summary>
    public required long NotCompared { get; init; }

    /// <summary>Pairs that are alike enough and were not kept, because there were too many.</summary>
    public required long NotKept { get; init; }

    /// <summary>Pairs that came onto the list, new or again.</summary>
    public required long Found { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    internal static DuplicateRunView Of(DuplicateRun run, DateTimeOffset now) =>
        new()
        {
            Id = run.Id.ToString("N"),
            Status = EnumName.Of(run.Status),
            By = run.By,
            OrderedAt = run.OrderedAt,
            Weights = run.Weights,
            Persons = run.Persons,
            Prepared = run.Prepared,
            Unreadable = run.Unreadable,
            Step = run.Step,
            Steps = run.Steps,
            SecondsLeft =
                run is { Status: DuplicateRunStatus.Running, Step: > 0 } && now > run.OrderedAt
                    ? (long)((now - run.OrderedAt).TotalSeconds * (run.Steps - run.Step) / run.Step)
                    : null,
            Compared = run.Compared,
            LargeBlocks = run.LargeBlocks,
            NotCompared = run.NotCompared,
            NotKept = run.NotKept,
            Found = run.Found,
            EndedAt = run.EndedAt,
        };
}

/// <summary>What was ordered.</summary>
public sealed record DuplicateRunOrderedView(string Id, string Href);

/// <summary>Who ended a run.</summary>
public sealed record DuplicateRunCancelledView(string Id, string By, DateTimeOffset At);
