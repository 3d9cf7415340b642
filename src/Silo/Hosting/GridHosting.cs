using Grid.Api.Hosting;
using Grid.Console.Hosting;
using Grid.Grains;
using Grid.Grains.Interfaces.Reference;
using Grid.Silo.Clocks;
using Grid.Silo.Clustering;
using Grid.Silo.Dashboard;
using Grid.Silo.Health;
using Grid.Silo.Notices;
using Grid.Silo.Operations;
using Grid.Silo.Platform;
using Grid.Silo.Reference;
using Grid.Silo.Stopping;
using Grid.Silo.Systems;
using Grid.Silo.Telemetry;
using Grid.Storage;
using Microsoft.Extensions.Logging.Console;
using Orleans.Dashboard;
using Orleans.Reminders;

namespace Grid.Silo.Hosting;

/// <summary>Puts a process together from its parts, by its role.</summary>
public static class GridHosting
{
    public static void AddGrid(this WebApplicationBuilder builder, GridSettings settings, StartChecks start)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(start);
        AddLogging(builder.Logging, settings);
        var telemetry = builder.AddGridTelemetry(settings);
        builder.WebHost.UseUrls([settings.Urls, .. telemetry.MetricsUrl is { } metrics ? [metrics.ToString()] : Array.Empty<string>()]);

        var services = builder.Services;
        services.AddSingleton(settings);
        services.AddSingleton<TimeProvider>(start.Clock);
        services.AddSingleton(start.Reference);
        services.AddSingleton<IReferenceData>(start.Reference);
        services.AddSingleton<SelfShutdown>();
        services.AddHostedService<ShutdownPause>();
        services.AddHostedService<ClockWatch>();
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(30) + settings.ShutdownPause);
        services.AddHostedService<ReferenceWatcher>();
        services.AddHostedService<CalendarWatcher>();
        services.AddGridPolicyRules(builder.Configuration);
        services.AddHostedService<PolicyRuleWatcher>();
        services.AddHostedService<PolicyTextLoading>();
        services.AddGridCalendars(builder.Configuration);
        services.AddGridHealth(settings);
        services.AddSingleton(StockBandsSettings.Read(builder.Configuration));
        services.AddGridStorage(start.DataSource, start.Secrets);
        if (settings.HasApi)
        {
            services.AddGridApi(builder.Configuration).AddGridDashboard();
            services.AddGridChanges(builder.Configuration);
            services.AddGridConsole(builder.Configuration);
            StaticAssets.Use(builder.Environment, builder.Configuration);
        }

        if (settings.HasGrains)
        {
            services.AddGridRegistry(registry =>
            {
                registry.PlatformByHand = PlatformServices.ByHand(builder.Configuration, start.Reference.PlatformFields);
                registry.Licences = LicencePlatformOptions.IsOn(builder.Configuration);
            });
            services.AddKeyedSingleton<TimeProvider>(ReminderTimeProviderNames.Reminders, start.Clock);
            services.AddGridGrains(builder.Configuration);
            builder.UseOrleans(silo =>
            {
                ClusterSetup.ConfigureSilo(silo, settings);
                SiloTls.ConfigureSilo(silo, builder.Configuration);
                silo.AddDashboard(GridDashboard.Configure);
                silo.Trace(telemetry);
            });
            services.AddGridBoardSampling(); // After the silo: it is in the cluster in the first sample, and still is in the last.
            services.AddGridCheckpoints(builder.Configuration);
            services.AddGridCounting();
            services.AddGridErasing();
            services.AddHostedService<SiloReporting>();
            services.AddGridSms(builder.Configuration);
            services.AddGridNotices(builder.Configuration);
            services.AddGridSystems(builder.Configuration);
            services.AddGridReports(builder.Configuration);
            services.AddGridCaseMoves(builder.Configuration);
            services.AddGridImports(builder.Configuration);
            services.AddGridDuplicates(builder.Configuration);
            services.AddGridMatching(builder.Configuration);
            services.AddGridPolicies(builder.Configuration);
            services.AddGridPlatform(builder.Configuration, settings.IsDevelopment);
        }
        else
        {
            builder.UseOrleansClient(client =>
            {
                ClusterSetup.ConfigureClient(client, settings);
                SiloTls.ConfigureClient(client, builder.Configuration);
                client.AddDashboard(GridDashboard.Configure);
                client.Trace(telemetry);
            });
        }
    }

    public static void MapGrid(this WebApplication app, GridSettings settings)
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentNullException.ThrowIfNull(settings);
        app.UseStoppingHeader();
        app.UseMetricsListener();
        if (settings.HasApi)
        {
            app.UseGridConsole();
            app.MapGridApi();
            app.MapGridConsole();
            app.MapGridDashboard();
        }

        app.MapGridMetrics(settings);
        app.MapGridHealth();
    }

    private static void AddLogging(ILoggingBuilder logging, GridSettings settings)
    {
        logging.ClearProviders();
        if (settings.IsDevelopment)
        {
            logging.AddSimpleConsole(options => (options.SingleLine, options.TimestampFormat) = (true, "HH:mm:ss.fff "));
        }
        else
        {
            logging.AddJsonConsole(options => (options.UseUtcTimestamp, options.TimestampFormat) = (true, "yyyy-MM-ddTHH:mm:ss.fffZ"));
        }

        logging.Configure(options => options.ActivityTrackingOptions = ActivityTrackingOptions.TraceId | ActivityTrackingOptions.SpanId);
    }
}
