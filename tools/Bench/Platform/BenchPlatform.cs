using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Grid.PlatformSimulator;
using Microsoft.AspNetCore.Builder;

namespace Grid.Bench.Platform;

/// <summary>The simulated platform, which is put into each of the phases.</summary>
internal sealed class BenchPlatform(Uri url, string database, int slowSeconds, TimeProvider clock) : IAsyncDisposable
{
    private readonly HttpClient http = new() { BaseAddress = url };
    private WebApplication? server;

    public async Task EnterAsync(PlatformPhase phase, CancellationToken cancelled)
    {
        if (phase == PlatformPhase.Down)
        {
            await StopAsync();
            return;
        }

        if (server is null)
        {
            server = await SimulatedPlatform.CreateAsync(
                url.GetLeftPart(UriPartial.Authority),
                database,
                secretFile: null,
                clock,
                cancelled
            );
            await server.StartAsync(cancelled);
        }

        object faults = phase switch
        {
            PlatformPhase.Slow => new { slow = new { rate = 1, milliseconds = slowSeconds * 1000 } },
            PlatformPhase.Silent => new { timeouts = 1 },
            _ => new { },
        };
        using var answer = await http.PostAsJsonAsync("/control/faults", faults, cancelled);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Items that it holds; only while it is up.</summary>
    public async Task<long> HeldAsync(CancellationToken cancelled) =>
        (long)(await http.GetFromJsonAsync<JsonNode>("/control/totals", cancelled))!["items"]!;

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        http.Dispose();
    }

    private async Task StopAsync()
    {
        if (server is { } running)
            await running.DisposeAsync();
        server = null;
    }
}
