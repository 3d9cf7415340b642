using System.Collections.Concurrent;
using System.Text;
using Grid.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Grid.Api.Tests.Telemetry;

/// <summary>Takes what is exported by OTLP over HTTP, and keeps it unchanged: texts are readable in it.</summary>
public sealed class Collector : IAsyncDisposable
{
    private readonly ConcurrentQueue<(string Signal, byte[] Body)> taken = new();
    private readonly WebApplication server;

    private Collector(WebApplication app, Uri address)
    {
        (server, Address) = (app, address);
        app.MapPost("/otlp/v1/{signal}", async (string signal, HttpContext context) =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            taken.Enqueue((signal, body.ToArray()));
            return Results.Bytes([], "application/x-protobuf");
        });
    }

    public Uri Address { get; }

    public static async Task<Collector> StartAsync(CancellationToken cancellationToken)
    {
        var address = new Uri($"http://127.0.0.1:{FreePorts.Take()}");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add(address.ToString());
        var collector = new Collector(app, new Uri(address, "otlp"));
        await app.StartAsync(cancellationToken);
        return collector;
    }

    /// <summary>All of a signal until now: <c>traces</c>, <c>metrics</c>, <c>logs</c>.</summary>
    public string Text(string signal) =>
        string.Join('\n', taken.Where(one => one.Signal == signal).Select(one => Encoding.UTF8.GetString(one.Body)));

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
