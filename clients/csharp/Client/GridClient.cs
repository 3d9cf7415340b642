using Grid.Client.Generated;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Kiota.Abstractions.Authentication;
using Microsoft.Kiota.Http.HttpClientLibrary;
using Polly;

namespace Grid.Client;

/// <summary>
/// A client of one register. Every operation of its OpenAPI document is below <see cref="Operations.V1"/>; problems are thrown as
/// <see cref="Generated.Models.ProblemBody"/>. Safe for use by many threads.
/// </summary>
public sealed class GridClient : Operations, IDisposable
{
    private readonly HttpClient http;

    private GridClient(HttpClient http, HttpClientRequestAdapter adapter)
        : base(adapter) => this.http = http;

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
            new IdempotencyKeyHandler
            {
                InnerHandler = new ResilienceHandler(Repeats(options)) { InnerHandler = transport ?? new SocketsHttpHandler() },
            }
        )
#pragma warning restore CA2000
        {
            Timeout = options.Timeout,
        };
        var adapter = new HttpClientRequestAdapter(
            token is null ? new AnonymousAuthenticationProvider() : new TokenAuthentication(token),
            httpClient: http
        )
        {
            BaseUrl = address.ToString().TrimEnd('/'),
        };
        return new GridClient(http, adapter);
    }

    /// <inheritdoc />
    public void Dispose() => http.Dispose();

    /// <summary>The library obeys Retry-After by itself.</summary>
    private static ResiliencePipeline<HttpResponseMessage> Repeats(GridClientOptions options) =>
        new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = options.Clock }
            .AddRetry(
                new HttpRetryStrategyOptions
                {
                    MaxRetryAttempts = options.MostRepeats,
                    Delay = options.FirstDelay,
                    BackoffType = DelayBackoffType.Exponential,
                    UseJitter = true,
                }
            )
            .Build();
}

/// <summary>How a client sends requests again.</summary>
public sealed record GridClientOptions
{
    /// <summary>How often a request is sent again, after 429, 408, a 5xx or a broken connection; 1 or more.</summary>
    public int MostRepeats { get; init; } = 5;

    /// <summary>The wait before the first repeat, where the register names none; it doubles.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest that a request may take, its repeats included.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The clock of the waits.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
