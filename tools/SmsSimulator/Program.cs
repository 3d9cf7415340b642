using Grid.SmsSimulator;

#pragma warning disable RS0030 // A host chooses the real clock.
var clock = TimeProvider.System;
#pragma warning restore RS0030

// GRID_SMS_URL: where it listens, and where the register looks for it. GRID_SMS_CALLBACK: where it reports deliveries, with the token in
// GRID_SMS_CALLBACK_TOKEN_FILE.
var callback = DeliveryCallback.Of(
    Environment.GetEnvironmentVariable("GRID_SMS_CALLBACK"),
    Environment.GetEnvironmentVariable("GRID_SMS_CALLBACK_TOKEN_FILE")
);
await using var app = SimulatedGateway.Create(
    Environment.GetEnvironmentVariable("GRID_SMS_URL") ?? "http://127.0.0.1:5090",
    clock,
    callback,
    args
);
await app.RunAsync();
