using Grid.PlatformSimulator;

#pragma warning disable RS0030 // A host chooses the real clock.
var clock = TimeProvider.System;
#pragma warning restore RS0030

// GRID_PLATFORM_URL: where it listens, and where the register looks for it. GRID_PLATFORM_DATABASE: where it keeps its schema.
// GRID_PLATFORM_SECRET_FILE: with it, requests must be signed.
if (Environment.GetEnvironmentVariable("GRID_PLATFORM_DATABASE") is not { Length: > 0 } database)
{
    await Console.Error.WriteLineAsync(
        "GRID_PLATFORM_DATABASE is not set: the simulator needs a database in which it may make the schema platform_simulator."
    );
    return 1;
}

var url = Environment.GetEnvironmentVariable("GRID_PLATFORM_URL") ?? "http://127.0.0.1:5091";
await using var app = await SimulatedPlatform.CreateAsync(
    url,
    database,
    Environment.GetEnvironmentVariable("GRID_PLATFORM_SECRET_FILE"),
    clock
);
await app.RunAsync();
return 0;
