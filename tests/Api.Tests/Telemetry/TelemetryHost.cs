using System.Collections.Concurrent;
using System.Diagnostics;
using Grid.Api.Tests.Platform;
using Grid.Testing;
using Microsoft.AspNetCore.Builder;
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
            ["Logging:LogLevel:Grid.Api.Hosting.RequestLog"] = "Debug",
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
