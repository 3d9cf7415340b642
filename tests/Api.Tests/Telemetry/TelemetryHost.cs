using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Grid.Api.Tests.Platform;
using Grid.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace Grid.Api.Tests.Telemetry;

/// <summary>The host with a platform and a collector: everything is traced and exported.</summary>
public sealed class TelemetryHost : PlatformHost
{
    private readonly ConcurrentQueue<(string Path, ActivityTraceId Trace)> asked = new();
    private Collector? collector;

    public Collector Collector => collector!;

    public SpanKeeper Spans { get; } = new();

    /// <summary>What the platform was asked, and in which trace.</summary>
    public IReadOnlyCollection<(string Path, ActivityTraceId Trace)> Asked => asked;

    protected override IReadOnlyDictionary<string, string?> Settings =>
        new Dictionary<string, string?>(base.Settings, StringComparer.Ordinal)
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = Collector.Address.ToString(),
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
            ["OTEL_BLRP_SCHEDULE_DELAY"] = "200",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "500",
            ["Grid:Telemetry:WatchInterval"] = "00:00:01",
            ["Grid:Notices:Interval"] = "00:00:01",
        };

    protected override async ValueTask PrepareAsync()
    {
        collector = await Collector.StartAsync(TestContext.Current.CancellationToken);
        await base.PrepareAsync();
    }

    protected override void Watch(WebApplication platform) =>
        platform.Use(
            (context, next) =>
            {
                asked.Enqueue((context.Request.Path, Activity.Current?.TraceId ?? default));
                return next(context);
            }
        );

    protected override void Adjust(WebApplicationBuilder builder)
    {
        builder.Logging.AddProvider(Log);
        builder.Services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddProcessor(Spans));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Collector.DisposeAsync();
    }
}

/// <summary>
/// Tests that read what a process exports, after all others. Meters belong to the process: when a host that ran beside this one ends, its
/// meters end, and the exporter drops figures of the same name of this host too.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneWithTelemetry
{
    public const string Name = "telemetry, alone";
}

/// <summary>Keeps each span that would be exported, after all processing.</summary>
public sealed class SpanKeeper : BaseProcessor<Activity>
{
    private readonly ConcurrentQueue<Activity> spans = new();

    public IReadOnlyList<Activity> Of(ActivityTraceId trace) => [.. spans.Where(span => span.TraceId == trace)];

    public IReadOnlyList<Activity> All() => [.. spans];

    public override void OnEnd(Activity data)
    {
        if (data.Recorded)
            spans.Enqueue(data);
    }
}

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
