using Grid.SmsSimulator;

#pragma warning disable RS0030 // A host chooses the real clock.
var clock = TimeProvider.System;
#pragma warning restore RS0030

// GRID_SMS_URL: where it listens, and where the register looks for it.
await using var app = SimulatedGateway.Create(Environment.GetEnvironmentVariable("GRID_SMS_URL") ?? "http://127.0.0.1:5090", clock, args);
await app.RunAsync();
