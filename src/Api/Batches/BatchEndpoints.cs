using System.Text.Json;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Routing;

namespace Grid.Api.Batches;

/// <summary>Up to 500 commands in one request (批量提交), each with its own key and its own answer, as if each were sent alone.</summary>
internal static class BatchEndpoints
{
    /// <summary>Lines of JSON, of the request and of the answer.</summary>
    public const string ContentType = "application/x-ndjson";

    public static void MapBatches(this IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/v1/batches", Run)
            .WithTags("Commands")
            .Repeats("batches.run")
            .WithMetadata(CarriesLines.Instance)
            .WithMetadata(new RequestTimeoutAttribute(Timeout.Infinite)) // Each line has the time of a request.
            .Accepts<BatchLineBody>(ContentType, "application/json") // Not refused before the role is known.
            .WithMetadata(new RequestExample(JsonSerializer.SerializeToNode(BatchLineBody.Example, ApiJson.Options)!))
            .Produces<BatchAnswerLine>(StatusCodes.Status200OK, ContentType);

    /// <summary>
    /// One command a line, one answer a line, each as soon as it is made. What is wrong with one line stops no other. Send again whatever
    /// has no answer, 429 or 503, with the same key: what was carried out is not carried out twice.
    /// </summary>
    private static async Task Run(HttpContext context, Caller caller, BatchLines lines, BatchPlaces places)
    {
        new QueryReader(context.Request).ThrowIfWrong();
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = BatchLines.LargestBody;
        using var place = places.Take(caller.Actor.Subject) ?? throw new Problem(ProblemCatalogue.TooManyBatches).AsException();
        await lines.RunAsync(context);
    }
}

/// <summary>On a route: its request carries others, each of which has a turn of its own. So it takes none.</summary>
internal sealed class CarriesLines
{
    public static readonly CarriesLines Instance = new();
}

/// <summary>The step that lets a line of a batch be a command, and nothing else.</summary>
internal static class LinesAreCommands
{
    /// <summary>Runs once the route is known.</summary>
    public static void UseLinesAreCommands(this IApplicationBuilder app) =>
        app.Use(
            (context, next) =>
                context.Features.Get<LineOfBatch>() is not null
                && context.GetEndpoint() is { } endpoint
                && endpoint.Metadata.GetMetadata<RouteNameMetadata>() is not null
                && endpoint.Metadata.GetMetadata<Operation>() is not { Kind: OperationKind.Write }
                    ? throw new Problem(ProblemCatalogue.NotInBatch).AsException()
                    : next(context)
        );
}

/// <summary>How many batches are under way: each is read whole, so their number bounds what they take of memory.</summary>
internal sealed class BatchPlaces
{
    /// <summary>Of all callers.</summary>
    internal const int Most = 16;

    /// <summary>Of one caller.</summary>
    internal const int MostOfOne = 2;

    private readonly Lock gate = new();
    private readonly Dictionary<string, int> taken = new(StringComparer.Ordinal);
    private int all;

    /// <summary>A place, given back by disposing of it; null when there is none.</summary>
    public IDisposable? Take(string subject)
    {
        lock (gate)
        {
            var own = taken.GetValueOrDefault(subject);
            if (all >= Most || own >= MostOfOne)
                return null;
            all++;
            taken[subject] = own + 1;
            return new Place(this, subject);
        }
    }

    private void GiveBack(string subject)
    {
        lock (gate)
        {
            all--;
            if (taken[subject] == 1)
                taken.Remove(subject);
            else
                taken[subject]--;
        }
    }

    private sealed class Place(BatchPlaces places, string subject) : IDisposable
    {
        private int isBack;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref isBack, 1) == 0)
                places.GiveBack(subject);
        }
    }
}
