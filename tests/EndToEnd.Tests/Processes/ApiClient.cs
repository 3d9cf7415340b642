using System.Net;
using System.Net.Http.Headers;
using Grid.Client;
using Grid.Client.Generated.Models;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Http.HttpClientLibrary.Extensions;
using Microsoft.Kiota.Http.HttpClientLibrary.Middleware.Options;

namespace Grid.EndToEnd.Tests.Processes;

/// <summary>Sends a command.</summary>
/// <param name="with">Sets the key; to be handed on to the operation.</param>
public delegate Task<CommandView?> SendCommand(
    GridClient grid,
    Action<RequestConfiguration<DefaultQueryParameters>> with,
    CancellationToken cancellationToken
);

/// <summary>
/// One caller of the API, with the published client. An answer that is none (connection lost, 5xx, 429) leaves open whether the command was
/// carried out: it is sent again with its key until there is one. A refusal is thrown as a <see cref="ProblemBody"/>.
/// </summary>
public sealed class ApiClient : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly HttpClient http;

    /// <summary>A caller.</summary>
    /// <param name="repeats">False: what is no answer is thrown as well.</param>
    public ApiClient(Uri address, string token, bool repeats = true)
    {
        http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(15) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
#pragma warning disable CA2000 // The client closes it.
        Grid = GridClient.Create(
            address,
            _ => ValueTask.FromResult(token),
            new GridClientOptions
            {
                MostRepeats = repeats ? int.MaxValue : 0,
                FirstDelay = Pause,
                LongestDelay = Pause,
                Patience = TimeSpan.FromSeconds(15),
                Timeout = Timeout.InfiniteTimeSpan,
            },
            new Counter { InnerHandler = new SocketsHttpHandler() }
        );
#pragma warning restore CA2000
    }

    public GridClient Grid { get; }

    /// <summary>Sends one command until there is an answer, always with the same key.</summary>
    public async Task<Answer> CommandAsync(SendCommand send, string key, CancellationToken cancellationToken)
    {
        var attempts = new Attempts();
        var headers = new HeadersInspectionHandlerOption { InspectResponseHeaders = true };
        var view = await send(Grid, With, cancellationToken);
        return new Answer(view!, headers.ResponseHeaders.ContainsKey("Idempotent-Replay"), attempts.Count);

        void With(RequestConfiguration<DefaultQueryParameters> request)
        {
            request.Headers.Add("Idempotency-Key", key);
            request.Options.Add(attempts);
            request.Options.Add(headers);
        }
    }

    public Task<HttpStatusCode?> StatusAsync(string path, CancellationToken cancellationToken) =>
        SiloProcess.StatusAsync(http, path, cancellationToken);

    public void Dispose()
    {
        http.Dispose();
        Grid.Dispose();
    }

    private sealed class Attempts : IRequestOption
    {
        public int Count { get; set; }
    }

    private sealed class Counter : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.GetRequestOption<Attempts>() is { } attempts)
                attempts.Count++;
            return base.SendAsync(request, cancellationToken);
        }
    }
}
