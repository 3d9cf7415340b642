using System.Text;
using Grid.MatterSimulator;

#pragma warning disable RS0030 // A host chooses the real clock.
var clock = TimeProvider.System;
#pragma warning restore RS0030

// GRID_MATTER_SIMULATOR_URL: where it listens. GRID_MATTER_REGISTER: the register, with a token for each system in GRID_BENEFIT_TOKEN_FILE and
// GRID_HARDSHIP_TOKEN_FILE. GRID_BENEFIT_KEY_FILE, GRID_HARDSHIP_KEY_FILE and GRID_LICENCE_KEY_FILE: the keys of the signatures.
var register = Environment.GetEnvironmentVariable("GRID_MATTER_REGISTER");
await using var app = SimulatedSystems.Create(
    Environment.GetEnvironmentVariable("GRID_MATTER_SIMULATOR_URL") ?? "http://127.0.0.1:5096",
    clock,
    new RegisterAddress(
        string.IsNullOrWhiteSpace(register) ? null : new Uri(register),
        new Dictionary<string, string?>
        {
            ["benefit"] = Environment.GetEnvironmentVariable("GRID_BENEFIT_TOKEN_FILE"),
            ["hardship"] = Environment.GetEnvironmentVariable("GRID_HARDSHIP_TOKEN_FILE"),
        }
    ),
    new Dictionary<string, byte[]?>
    {
        ["benefit"] = Key("GRID_BENEFIT_KEY_FILE"),
        ["hardship"] = Key("GRID_HARDSHIP_KEY_FILE"),
        ["licence"] = Key("GRID_LICENCE_KEY_FILE"),
    },
    args
);
await app.RunAsync();

static byte[]? Key(string variable) =>
    Environment.GetEnvironmentVariable(variable) is { } file && !string.IsNullOrWhiteSpace(file)
        ? Encoding.UTF8.GetBytes(File.ReadAllText(file).Trim())
        : null;
