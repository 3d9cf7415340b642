using System.Diagnostics;
using System.Reflection;
using Grid.Silo.Hosting;
using Grid.Storage.Watching;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using OpenTelemetry;
using OpenTelemetry.Context.Propagation;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Orleans.Diagnostics;

namespace Grid.Silo.Telemetry;

/// <summary>
/// Metrics always, to be fetched; traces, metrics and logs by OTLP where a collector is named. Without one nothing is traced,
/// and nothing is paid for it.
/// </summary>
public static class TelemetryServices
{
    /// <summary>Our meters and sources of spans; new ones are included by their name.</summary>
    private const string Ours = "Grid.*";

    private static readonly double[] Seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800];
    private static readonly double[] Sizes = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];

    public static TelemetrySettings AddGridTelemetry(this WebApplicationBuilder builder, GridSettings settings)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(settings);
        var telemetry = TelemetrySettings.Read(builder.Configuration, settings.IsDevelopment);
        var services = builder.Services;
        services.AddSingleton(telemetry);
        services.AddSingleton<IHealthCheckPublisher, HealthGauge>();
        services.Configure<HealthCheckPublisherOptions>(options =>
            (options.Delay, options.Period) = (TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(15))
        );
        if (settings.HasGrains)
        {
            services.AddSingleton<RegisterWatch>();
            services.AddHostedService<BacklogGauges>();
        }

        var propagator = new TraceOnlyPropagator();
        DistributedContextPropagator.Current = propagator;
        services.Replace(ServiceDescriptor.Singleton<DistributedContextPropagator>(propagator));
        Sdk.SetDefaultTextMapPropagator(new TraceContextPropagator());

        var open = services
            .AddOpenTelemetry()
            .ConfigureResource(resource =>
                resource
                    .AddService(
                        "grid",
                        serviceVersion: typeof(TelemetryServices)
                            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
                            ?.InformationalVersion
                    )
                    .AddAttributes([new("grid.role", settings.Role.ToString().ToLowerInvariant())])
            )
            .WithMetrics(AddMeters);
        if (telemetry.OtlpEndpoint is null)
            return telemetry;

        builder.Configuration[TelemetryOptions.OtlpVariable] = telemetry.OtlpEndpoint.ToString();
        open.WithTracing(tracing => AddSources(tracing, telemetry.TraceShare))
            .WithLogging(configureBuilder: null, logging => (logging.IncludeFormattedMessage, logging.IncludeScopes) = (true, false))
            .UseOtlpExporter();
        return telemetry;
    }

    /// <summary>Calls between grains are traced only if there is a collector.</summary>
    public static void Trace(this ISiloBuilder silo, TelemetrySettings telemetry)
    {
        ArgumentNullException.ThrowIfNull(telemetry);
        if (telemetry.OtlpEndpoint is not null)
            silo.AddActivityPropagation();
    }

    /// <inheritdoc cref="Trace(ISiloBuilder, TelemetrySettings)"/>
    public static void Trace(this IClientBuilder client, TelemetrySettings telemetry)
    {
        ArgumentNullException.ThrowIfNull(telemetry);
        if (telemetry.OtlpEndpoint is not null)
            client.AddActivityPropagation();
    }

    private static void AddMeters(MeterProviderBuilder metrics) =>
        metrics
            .AddMeter(Ours, "Microsoft.Orleans", "Npgsql")
            .AddAspNetCoreInstrumentation()
            .AddHttpClientInstrumentation()
            .AddRuntimeInstrumentation()
            .AddView(BucketsOf)
            .AddPrometheusExporter();

    /// <summary>Buckets for what says in which unit it is; the usual ones are for milliseconds.</summary>
    private static ExplicitBucketHistogramConfiguration? BucketsOf(System.Diagnostics.Metrics.Instrument instrument) =>
        !instrument.Meter.Name.StartsWith("Grid.", StringComparison.Ordinal)
            ? null
            : instrument.Unit switch
            {
                "s" => new ExplicitBucketHistogramConfiguration { Boundaries = Seconds },
                "{item}" => new ExplicitBucketHistogramConfiguration { Boundaries = Sizes },
                _ => null,
            };

    private static void AddSources(TracerProviderBuilder tracing, double share) =>
        tracing
            .SetSampler(RequestSampler.Of(share))
            .AddSource(Ours, ActivitySources.ApplicationGrainActivitySourceName, "Npgsql")
            .AddAspNetCoreInstrumentation(asp =>
                asp.Filter = context => context.Request.Path.StartsWithSegments("/v1", StringComparison.OrdinalIgnoreCase)
            )
            .AddHttpClientInstrumentation()
            .AddProcessor(new SpanTags());
}
