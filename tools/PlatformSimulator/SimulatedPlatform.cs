using Grid.PlatformSimulator.Control;
using Grid.PlatformSimulator.Faults;
using Grid.PlatformSimulator.Fields;
using Grid.PlatformSimulator.MadeUp;
using Grid.PlatformSimulator.Months;
using Grid.PlatformSimulator.Page;
using Grid.PlatformSimulator.Store;
using Grid.PlatformSimulator.Wire;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Grid.PlatformSimulator;

/// <summary>
/// A made-up national platform (失业登记全国统一服务平台) with the interfaces that the register assumes, and with faults on demand. It stores what it
/// receives in a schema of its own, so that a restart forgets nothing but its faults.
/// </summary>
public static class SimulatedPlatform
{
    /// <summary>Makes the schema and the server; the caller runs and disposes of it.</summary>
    /// <param name="url">Where it listens.</param>
    /// <param name="connectionString">Of a database in which it owns the schema <c>platform_simulator</c>, or may make it.</param>
    /// <param name="secretFile">The secret with which the wire's requests must be signed; null to ask for no signature.</param>
    /// <param name="clock">Dates received and made-up items.</param>
    public static async Task<WebApplication> CreateAsync(
        string url,
        string connectionString,
        string? secretFile,
        TimeProvider clock,
        CancellationToken cancelled = default
    )
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls(url).ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = WireText.LargestBody);
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning); // Nothing of a person is ever logged.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(5));
        builder.Services.TryAddSingleton(clock);
        if (Signature.FromFile(secretFile, clock) is { } signature)
            builder.Services.AddSingleton(signature);
        builder.Services.AddSingleton(_ => new Database(connectionString));
        builder.Services.AddSingleton(FieldTable.Load());
        builder
            .Services.AddSingleton<FaultSchedule>()
            .AddSingleton<UploadStore>()
            .AddSingleton<ReceivedItems>()
            .AddSingleton<Applications>();
        builder.Services.AddSingleton<ApplicationMaker>().AddSingleton<ApplicationOrders>().AddSingleton<MonthReading>();
        var app = builder.Build();
        await app.Services.GetRequiredService<Database>().PrepareAsync(cancelled);
        app.Use(next => http => Failures.AnswerAsync(http, next));
        WireRoutes.Map(app);
        ControlRoutes.Map(app);
        app.MapGet("/", StatusPage.ShowAsync);
        return app;
    }
}
