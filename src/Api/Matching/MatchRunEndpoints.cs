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
    private const int Batch = 2_000;

    public static void MapMatchRuns(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/matching/sources", Sources).WithTags("Data matching").Reads("matching.sources").NamesNobody();
        var group = routes.MapGroup(Address).WithTags("Data matching");
        group.MapGet("", List).Reads("matching.runs").NamesNobody();
        group.MapPost("", Open).Writes("matching.open-run").Produces<MatchRunOpenedView>(StatusCodes.Status201Created);
        group.MapGet("/{id}", One).Reads("matching.run").NamesNobody();
        group
            .MapPost("/{id}/rows", Send)
            .Repeats("matching.send-rows")
            .Queries("position")
            .Accepts<FeedLine>("application/x-ndjson", "application/json")
            .WithMetadata(new RequestExample(JsonSerializer.SerializeToNode(FeedLine.Example, ApiJson.Options)!));
        group
            .MapPut("/{id}/file", SendFile)
            .Repeats("matching.send-file")
            .Produces<MatchRowsView>()
            .WithMetadata(new RequestTimeoutAttribute(Timeout.Infinite));
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
            var now = clock.GetUtcNow();
            var run = new MatchRun(
                Guid.CreateVersion7(now),
                source.Id,
                asOf,
                write.Caller.Actor.Subject,
                write.Caller.Actor.Office,
                now,
                MatchRunStatus.Receiving,
                rows,
                source.Complete,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                null,
                null
            );
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

    /// <summary>
    /// Rows from <c>position</c> on, as NDJSON: at most 20,000 rows and 8 MB. Rows that are there already are passed over, so a part can be
    /// sent again. The answer says where the next part begins, and what is wrong with which rows; those are counted and not used.
    /// </summary>
    private static async Task<Ok<MatchRowsView>> Send(
        string id,
        HttpRequest request,
        IMatchRuns runs,
        IPersonIdentifier identifier,
        IReferenceData reference,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        var query = new QueryReader(request);
        var typed = query.Text("position", 12);
        if (!long.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var position))
            query.Wrong("position", typed is null ? FieldCodes.Required : FieldCodes.BadCode);
        query.ThrowIfWrong();
        var run = await RequireAsync(id, runs, cancelled);
        if (run.Status != MatchRunStatus.Receiving || run.Expected is null)
            throw new Problem(ProblemCatalogue.MatchRunNotInState).AsException();
        if (position > run.Received)
            throw NotNext(run.Received);
        if (reference.Sources.Find(run.Source) is not { } source)
            throw new Problem(ProblemCatalogue.Of(RefusalCode.UnknownSource)).AsException();

        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = FeedLines.LargestBody + 1;
        var part = new Part(run, source, runs, clock);
        var number = position;
        await foreach (var line in FeedLines.ReadAsync(request.Body, cancelled))
        {
            if (number++ < run.Received)
                continue;
            part.Add(FeedLines.Read(line, number - 1, identifier, new Fields(clock), part.Faults));
            if (part.Count == Batch)
                await part.StoreAsync(cancelled);
        }

        await part.StoreAsync(cancelled);
        var language = RequestLanguage.Of(request);
        return TypedResults.Ok(
            new MatchRowsView(
                part.Next,
                part.Faults.Select(fault => fault.Row).Distinct().Count(),
                [.. part.Faults.Take(Listed).Select(fault => MatchFaultView.Of(fault, language))],
                part.Next == run.Expected
            )
        );
    }

    /// <summary>
    /// The whole delivery as one file: CSV, XLSX or NDJSON with the columns of <c>docs/data-files.md</c>. Rows that are there already are
    /// passed over, so the same file can be sent again after it was cut off. One that cannot be read to its end is no delivery.
    /// </summary>
    private static async Task<Ok<MatchRowsView>> SendFile(
        string id,
        HttpContext context,
        IMatchRuns runs,
        IPersonIdentifier identifier,
        IReferenceData reference,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        new QueryReader(context.Request).ThrowIfWrong();
        var run = await RequireAsync(id, runs, cancelled);
        if (run.Status != MatchRunStatus.Receiving || run.Expected is not null)
            throw new Problem(ProblemCatalogue.MatchRunNotInState).AsException();
        if (reference.Sources.Find(run.Source) is not { } source)
            throw new Problem(ProblemCatalogue.Of(RefusalCode.UnknownSource)).AsException();
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = null; // The reader has limits of its own.
        var mappings = ImportMappings.Read(ImportMappings.Current, CodeLists.BuiltIn, reference.Offices, reference.Services, clock.Today());
        var part = new Part(run, source, runs, clock);
        var (number, faulty, isWhole) = (0L, 0, true);
        var faults = new List<ImportFault>();
        await foreach (var row in ImportFile.ReadAsync(context.Request.Body, ImportKind.MatchRows, mappings, cancelled))
        {
            faults.AddRange(row.Faults.Take(Listed - faults.Count));
            if (row.EndsFile)
            {
                isWhole = false;
                break;
            }

            faulty += row.Value is null ? 1 : 0;
            if (number++ < run.Received)
                continue;
            part.Add(
                row.Value is MatchFileRow { } read ? new FeedRow(read.Key, identifier.Identify(read.Number), read.Fact, read.Name) : null
            );
            if (part.Count == Batch)
                await part.StoreAsync(cancelled);
        }

        if (isWhole)
        {
            // A file with fewer rows than have come is another one than was sent before.
            await part.StoreAsync(cancelled);
            isWhole = await runs.CountedAsync(run.Id, number, cancelled);
        }

        var language = RequestLanguage.Of(context.Request);
        return TypedResults.Ok(
            new MatchRowsView(part.Next, faulty, [.. faults.Select(fault => MatchFaultView.Of(fault, language))], isWhole)
        );
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
                throw NotNext(run.Received);
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

    private static ProblemException NotNext(long received) =>
        new Problem(ProblemCatalogue.MatchRowsMissing) { Allowed = [received.ToString(CultureInfo.InvariantCulture)] }.AsException();

    private static async Task<MatchRun> RequireAsync(string id, IMatchRuns runs, CancellationToken cancelled) =>
        await runs.FindAsync(PlatformPath.BackfillId(id), cancelled) ?? throw new Problem(ProblemCatalogue.NotFound).AsException();

    /// <summary>Rows of one request, stored in batches.</summary>
    private sealed class Part(MatchRun run, MatchingSource source, IMatchRuns runs, TimeProvider clock)
    {
        private readonly List<FeedRow> rows = [];

        /// <summary>Number of the row after the stored ones.</summary>
        public long Next { get; private set; } = run.Received;

        public int Count { get; private set; }

        public List<FeedFault> Faults { get; } = [];

        public void Add(FeedRow? row)
        {
            Count++;
            if (row is not null)
                rows.Add(row);
        }

        public async Task StoreAsync(CancellationToken cancelled)
        {
            if (Count == 0)
                return;
            if (Next + Count > run.Expected)
                throw new Problem(ProblemCatalogue.MatchRowsTooMany).AsException();
            var keepUntil = clock.Today().AddDays(source.KeepDays);
            if (!await runs.ReceiveAsync(run, Next, rows, Count, keepUntil, cancelled))
                throw new Problem(ProblemCatalogue.MatchRunNotInState).AsException();
            Next += Count;
            Count = 0;
            rows.Clear();
        }
    }
}
