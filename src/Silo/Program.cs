using Grid.Silo.Clocks;
using Grid.Silo.Hosting;
using Grid.Silo.Stopping;

#pragma warning disable RS0030 // The host chooses the real clock.
var clock = TimeProvider.System;
#pragma warning restore RS0030

var builder = WebApplication.CreateBuilder(
    new WebApplicationOptions
    {
        Args = args,
        ContentRootPath = AppContext.BaseDirectory,
        EnvironmentName = Environment.GetEnvironmentVariable("GRID_ENVIRONMENT"),
    }
);

try
{
    var settings = GridSettings.Read(builder.Configuration, builder.Environment);
    ProtectionCheck.Ensure(settings, builder.Configuration);
    await using var start = await StartChecks.RunAsync(
        settings,
        ShiftedClock.Of(clock, builder.Configuration, settings.IsDevelopment),
        CancellationToken.None
    );
    builder.AddGrid(settings, start);
    await using var app = builder.Build();
    app.MapGrid(settings);
    var shutdown = app.Services.GetRequiredService<SelfShutdown>();
    var parts = app.Services.GetServices<IHostedService>().OfType<BackgroundService>().ToList();
    await app.RunAsync();

    // The host stops when a part of it fails, and takes that for a stop like any other.
    return shutdown.ExitCode == ExitCodes.Ok && parts.Exists(part => part.ExecuteTask is { IsFaulted: true })
        ? ExitCodes.Software
        : shutdown.ExitCode;
}
catch (Exception e) when (ExitCodes.Of(e) is { } code)
{
    await Console.Error.WriteLineAsync($"grid: {e.Message.ReplaceLineEndings(" ")}");
    return code;
}

/// <summary>The host of the register: silo, API, or both.</summary>
public partial class Program;
