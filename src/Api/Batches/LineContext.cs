using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Grid.Api.Batches;

/// <summary>
/// The steps and routes of the API, for a request that is a line of a batch: it goes through the same ones as a request of its own, from
/// the request log to the handler, so that the two cannot differ. Set once, while the host is put together.
/// </summary>
internal sealed class LinePipeline
{
    private RequestDelegate? steps;

    /// <summary>Carries the line out.</summary>
    public Task RunAsync(HttpContext line) =>
        (steps ?? throw new InvalidOperationException("The steps of the API are not put together yet."))(line);

    /// <summary>Lines go through all steps that are added after this.</summary>
    public static void Begin(IApplicationBuilder app) =>
        app.Use(next =>
        {
            app.ApplicationServices.GetRequiredService<LinePipeline>().steps = next;
            return next;
        });
}

/// <summary>Beside a request: it is a line of a batch.</summary>
internal sealed class LineOfBatch
{
    public static readonly LineOfBatch Instance = new();
}

/// <summary>A request that came as a line of another one: with that one's caller, address and language, and its own everything else.</summary>
internal static class LineContext
{
    /// <summary>Headers of the batch that hold for each of its lines.</summary>
    private static readonly string[] Shared = ["Authorization", "Accept-Language", "Host"];

    /// <param name="outer">The batch.</param>
    /// <param name="line">What the line says.</param>
    /// <param name="answer">Gets the answer.</param>
    /// <param name="cancelled">Set when the batch's client went away.</param>
    public static DefaultHttpContext Make(HttpContext outer, BatchCommand line, LineAnswer answer, CancellationToken cancelled)
    {
        var (path, query) = Split(line.Path!);
        IHeaderDictionary headers = new HeaderDictionary();
        foreach (var name in Shared)
        {
            if (outer.Request.Headers.TryGetValue(name, out var values))
                headers[name] = values;
        }

        if (line.Key is not null)
            headers[Commands.IdempotencyKey.Header] = line.Key;
        if (line.IfMatch is not null)
            headers.IfMatch = line.IfMatch;
        if (line.Body.Length > 0)
        {
            headers.ContentType = "application/json";
            headers.ContentLength = line.Body.Length;
        }

        var features = new FeatureCollection();
        features.Set<IHttpRequestFeature>(
            new HttpRequestFeature
            {
                Method = line.Method,
                Scheme = outer.Request.Scheme,
                Protocol = outer.Request.Protocol,
                Path = path,
                QueryString = query,
                RawTarget = line.Path!,
                Headers = headers,
                Body = new MemoryStream(line.Body, writable: false),
            }
        );
        features.Set<IHttpRequestBodyDetectionFeature>(new BodyDetection(line.Body.Length > 0));
        features.Set<IHttpResponseFeature>(answer);
        features.Set<IHttpResponseBodyFeature>(answer);
        features.Set<IHttpConnectionFeature>(
            new HttpConnectionFeature
            {
                ConnectionId = outer.Connection.Id,
                RemoteIpAddress = outer.Connection.RemoteIpAddress,
                RemotePort = outer.Connection.RemotePort,
                LocalIpAddress = outer.Connection.LocalIpAddress,
                LocalPort = outer.Connection.LocalPort,
            }
        );
        features.Set<IHttpRequestLifetimeFeature>(new Lifetime(answer) { RequestAborted = cancelled });
        features.Set<IHttpRequestIdentifierFeature>(new HttpRequestIdentifierFeature { TraceIdentifier = outer.TraceIdentifier });
        features.Set(LineOfBatch.Instance);
        return new DefaultHttpContext(features) { ServiceScopeFactory = outer.RequestServices.GetRequiredService<IServiceScopeFactory>() };
    }

    /// <summary>As the server decodes an address: everything but an escaped slash.</summary>
    private static (string Path, string Query) Split(string target)
    {
        var mark = target.IndexOf('?', StringComparison.Ordinal);
        var (path, query) = mark < 0 ? (target, "") : (target[..mark], target[mark..]);
        return (PathString.FromUriComponent(path).Value ?? "", query);
    }

    private sealed class BodyDetection(bool canHaveBody) : IHttpRequestBodyDetectionFeature
    {
        public bool CanHaveBody => canHaveBody;
    }

    private sealed class Lifetime(LineAnswer answer) : IHttpRequestLifetimeFeature
    {
        public CancellationToken RequestAborted { get; set; }

        /// <summary>A request of its own would have lost its connection.</summary>
        public void Abort() => answer.IsBroken = true;
    }
}

/// <summary>The answer to a line, kept in memory until it is whole.</summary>
internal sealed class LineAnswer : IHttpResponseFeature, IHttpResponseBodyFeature, IAsyncDisposable
{
    private readonly MemoryStream bytes = new();
    private readonly StreamResponseBodyFeature body;
    private readonly Stack<(Func<object, Task> Call, object State)> starting = new();
    private readonly Stack<(Func<object, Task> Call, object State)> completed = new();

    public LineAnswer() => body = new StreamResponseBodyFeature(bytes);

    public int StatusCode { get; set; } = StatusCodes.Status200OK;

    public string? ReasonPhrase { get; set; }

    public IHeaderDictionary Headers { get; set; } = new HeaderDictionary();

    /// <summary>A stream in the place of the usual one is a step's that looks at what is written.</summary>
    public Stream Body
    {
        get => bytes;
        set => throw new NotSupportedException("The body of a line is set through the body's feature.");
    }

    public bool HasStarted { get; private set; }

    /// <summary>What was begun could not be ended.</summary>
    public bool IsBroken { get; set; }

    public Stream Stream => body.Stream;

    public System.IO.Pipelines.PipeWriter Writer => body.Writer;

    /// <summary>What was written.</summary>
    public ReadOnlyMemory<byte> Written => bytes.GetBuffer().AsMemory(0, (int)bytes.Length);

    public void OnStarting(Func<object, Task> callback, object state) => starting.Push((callback, state));

    public void OnCompleted(Func<object, Task> callback, object state) => completed.Push((callback, state));

    public void DisableBuffering() { }

    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        if (HasStarted)
            return;
        HasStarted = true;
        while (starting.TryPop(out var one))
            await one.Call(one.State);
    }

    public async Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default)
    {
        await StartAsync(cancellationToken);
        await body.SendFileAsync(path, offset, count, cancellationToken);
    }

    public async Task CompleteAsync()
    {
        await StartAsync();
        await body.CompleteAsync();
    }

    /// <summary>Ends what the request used.</summary>
    public async ValueTask DisposeAsync()
    {
        while (completed.TryPop(out var one))
            await one.Call(one.State);
        await bytes.DisposeAsync();
    }
}
