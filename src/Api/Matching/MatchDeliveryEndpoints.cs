using System.Globalization;
using System.Text.Json;
using Grid.Api.Commands;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Domain.Calendar;
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
        var part = new MatchRowBatches(run, source, runs, clock);
        var faults = new List<FeedFault>();
        var number = position;
        await foreach (var line in FeedLines.ReadAsync(request.Body, cancelled))
        {
            if (number++ < run.Received)
                continue;
            await part.AddAsync(FeedLines.Read(line, number - 1, identifier, new Fields(clock), faults), cancelled);
        }

        await part.StoreAsync(cancelled);
        var language = RequestLanguage.Of(request);
        return TypedResults.Ok(
            new MatchRowsView(
                part.Next,
                faults.Select(fault => fault.Row).Distinct().Count(),
                [.. faults.Take(MatchFile.Listed).Select(fault => MatchFaultView.Of(fault, language))],
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
        IReferenceData reference,
        MatchFile files,
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
        var read = await files.ReadAsync(run, source, context.Request.Body, progress: null, cancelled);
        var language = RequestLanguage.Of(context.Request);
        return TypedResults.Ok(
            new MatchRowsView(read.Next, read.Faulty, [.. read.Faults.Select(fault => MatchFaultView.Of(fault, language))], read.IsWhole)
        );
    }
}
