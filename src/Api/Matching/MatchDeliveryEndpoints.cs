using System.Globalization;
using System.Text.Json;
using Grid.Api.Commands;
using Grid.Api.Importing.Reading;
using Grid.Api.Importing.Reading.Mappings;
using Grid.Api.Importing.Reading.Rows;
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

namespace Grid.Api.Matching;

/// <summary>How the rows of a delivery come: in parts, each of which says at which row it begins, or as one file.</summary>
internal static class MatchDeliveryEndpoints
{
    /// <summary>Faults that an answer lists.</summary>
    private const int Listed = 100;

    /// <summary>Rows that are stored at once.</summary>
    private const int Batch = 2_000;

    public static void MapDelivered(this IEndpointRouteBuilder group)
    {
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
    }

    /// <summary>The number of the next row is in <c>allowed</c>.</summary>
    public static ProblemException NotNext(long received) =>
        new Problem(ProblemCatalogue.MatchRowsMissing) { Allowed = [received.ToString(CultureInfo.InvariantCulture)] }.AsException();

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
        var run = await MatchRunEndpoints.RequireAsync(id, runs, cancelled);
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
        var run = await MatchRunEndpoints.RequireAsync(id, runs, cancelled);
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
