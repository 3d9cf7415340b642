using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Grid.Silo.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Grid.Bench.Pages;

/// <summary>The register's own host over a database: silo, API and pages in one process, with a home of its own.</summary>
internal sealed class RegisterHost : IAsyncDisposable
{
    private readonly string _home = Path.Combine(
        Path.GetTempPath(),
        "grid-bench-" + RandomNumberGenerator.GetHexString(12, lowercase: true)
    );
    private WebApplication? _app;
    private StartChecks? _start;

    public Uri Address { get; private set; } = null!;

    /// <summary>With which tokens are signed.</summary>
    public byte[] Key { get; } = RandomNumberGenerator.GetBytes(32);

    public static async Task<RegisterHost> StartAsync(string database, int port, TimeProvider clock, CancellationToken cancelled)
    {
        var host = new RegisterHost();
        try
        {
            await host.RunAsync(database, port, clock, cancelled);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }

        if (_start is not null)
            await _start.DisposeAsync();
        if (Directory.Exists(_home))
            Directory.Delete(_home, recursive: true);
    }

    private async Task RunAsync(string database, int port, TimeProvider clock, CancellationToken cancelled)
    {
        Directory.CreateDirectory(Path.Combine(_home, "secrets"));
        await File.WriteAllTextAsync(Path.Combine(_home, "secrets", "dev-token.key"), Convert.ToBase64String(Key), cancelled);
        Address = new Uri($"http://127.0.0.1:{(port == 0 ? FreePort() : port)}");
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { EnvironmentName = "Development", ContentRootPath = AppContext.BaseDirectory }
        );
        builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["GRID_DATABASE"] = database,
                ["GRID_HOME"] = _home,
                ["GRID_ENVIRONMENT"] = "Development",
                ["GRID_URLS"] = Address.ToString(),
            }
        );
        var settings = GridSettings.Read(builder.Configuration, builder.Environment);
        _start = await StartChecks.RunAsync(settings, clock, cancelled);
        builder.AddGrid(settings, _start);
        builder.Logging.ClearProviders(); // What is said of each request would be in the way.
        _app = builder.Build();
        _app.MapGrid(settings);
        await _app.StartAsync(cancelled);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
