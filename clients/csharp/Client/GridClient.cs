using Grid.Client.Generated;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Kiota.Abstractions.Authentication;
using Microsoft.Kiota.Http.HttpClientLibrary;
using Microsoft.Kiota.Http.HttpClientLibrary.Middleware;
using Polly;

namespace Grid.Client;

/// <summary>
/// A client of one register. Every operation of its OpenAPI document is below <see cref="Operations.V1"/>; problems are thrown as
/// <see cref="Generated.Models.ProblemBody"/>. Safe for use by many threads.
/// </summary>
public sealed class GridClient : Operations, IDisposable
{
    private readonly bool isOwner;

    private GridClient(HttpClient http, Func<CancellationToken, ValueTask<string>>? token, bool isOwner)
        : base(
            new HttpClientRequestAdapter(
                token is null ? new AnonymousAuthenticationProvider() : new TokenAuthentication(token),
                httpClient: http
            )
            {
                BaseUrl = http.BaseAddress!.ToString().TrimEnd('/'),
            }
        ) => (Http, this.isOwner) = (http, isOwner);

    /// <summary>
    /// What sends the requests, with keys and repeats but without a token: for what is not in the document, such as <c>/health/ready</c>.
    /// The client closes it.
    /// </summary>
    public HttpClient Http { get; }

    /// <summary>A client.</summary>
    /// <param name="address">Where the register is.</param>
    /// <param name="token">Gives a bearer token that is still good; asked before each request. Null: none is sent.</param>
    /// <param name="options">How requests are sent again; null for the usual.</param>
    /// <param name="transport">What sends the requests, such as a handler with a client certificate; null for the usual. The client closes it.</param>
    public static GridClient Create(
        Uri address,
        Func<CancellationToken, ValueTask<string>>? token = null,
        GridClientOptions? options = null,
        HttpMessageHandler? transport = null
    )
    {
        ArgumentNullException.ThrowIfNull(address);
        options ??= new GridClientOptions();
#pragma warning disable CA2000 // The client closes its handlers.
        var http = new HttpClient(
            new HeadersInspectionHandler
            {
                InnerHandler = new IdempotencyKeyHandler
                {
                    InnerHandler = new ResilienceHandler(Repeats(options))
                    {
                        InnerHandler = new ResilienceHandler(Attempt(options))
                        {
                            InnerHandler = new WholeAnswerHandler { InnerHandler = transport ?? new SocketsHttpHandler() },
                        },
                    },
                },
            }
        )
#pragma warning restore CA2000
        {
            BaseAddress = address,
            Timeout = options.Timeout,
        };
        return new GridClient(http, token, isOwner: true);
    }

    /// <summary>The same connections with another token: for a system that acts for many accounts. It is cheap, and need not be closed.</summary>
    /// <param name="token">As for <see cref="Create"/>.</param>
    public GridClient As(Func<CancellationToken, ValueTask<string>> token) => new(Http, token, isOwner: false);

    /// <summary>Closes the connections; those of a client made by <see cref="As"/> are the first one's.</summary>
    public void Dispose()
    {
        if (isOwner)
            Http.Dispose();
    }

    /// <summary>The library obeys Retry-After by itself.</summary>
    private static ResiliencePipeline<HttpResponseMessage> Repeats(GridClientOptions options) =>
        Repeating(new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = options.Clock }, options).Build();

    /// <summary>In real time, as the connection is: the clock of the options is that of the waits between attempts.</summary>
    private static ResiliencePipeline<HttpResponseMessage> Attempt(GridClientOptions options) =>
        new ResiliencePipelineBuilder<HttpResponseMessage>().AddTimeout(options.Patience).Build();

    private static ResiliencePipelineBuilder<HttpResponseMessage> Repeating(
        ResiliencePipelineBuilder<HttpResponseMessage> builder,
        GridClientOptions options
    ) =>
        options.MostRepeats == 0
            ? builder
            : builder.AddRetry(
                new HttpRetryStrategyOptions
                {
                    MaxRetryAttempts = options.MostRepeats,
                    Delay = options.FirstDelay,
                    MaxDelay = options.LongestDelay,
                    BackoffType = DelayBackoffType.Exponential,
                    UseJitter = true,
                    OnRetry = _ =>
                    {
                        options.Repeating?.Invoke();
                        return ValueTask.CompletedTask;
                    },
                }
            );
}

/// <summary>How a client sends requests again.</summary>
public sealed record GridClientOptions
{
    /// <summary>How often a request is sent again, after 429, 408, a 5xx or a broken connection; 0: never.</summary>
    public int MostRepeats { get; init; } = 5;

    /// <summary>The wait before the first repeat, where the register names none; it doubles.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait before a repeat, where the register names none.</summary>
    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long one attempt may take before it counts as a broken connection; longer than the register may wait with an answer.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>The longest that a request may take, its repeats included.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The clock of the waits before repeats.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Called before each repeat, for figures of the caller's own; from any thread.</summary>
    public Action? Repeating { get; init; }
}
