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
    private readonly string home = Path.Combine(
        Path.GetTempPath(),
        "grid-bench-" + RandomNumberGenerator.GetHexString(12, lowercase: true)
    );
    private WebApplication? app;
    private StartChecks? start;

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
        if (app is not null)
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }

        if (start is not null)
            await start.DisposeAsync();
        if (Directory.Exists(home))
            Directory.Delete(home, recursive: true);
    }

    private async Task RunAsync(string database, int port, TimeProvider clock, CancellationToken cancelled)
    {
        Directory.CreateDirectory(Path.Combine(home, "secrets"));
        await File.WriteAllTextAsync(Path.Combine(home, "secrets", "dev-token.key"), Convert.ToBase64String(Key), cancelled);
        MeasuredKeys.WriteTo(Path.Combine(home, "secrets", "keys"));
        Address = new Uri($"http://127.0.0.1:{(port == 0 ? FreePort() : port)}");
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { EnvironmentName = "Development", ContentRootPath = AppContext.BaseDirectory }
        );
        builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["GRID_DATABASE"] = database,
                ["GRID_HOME"] = home,
                ["GRID_ENVIRONMENT"] = "Development",
                ["GRID_URLS"] = Address.ToString(),
            }
        );
        var settings = GridSettings.Read(builder.Configuration, builder.Environment);
        start = await StartChecks.RunAsync(settings, clock, cancelled);
        builder.AddGrid(settings, start);
        builder.Logging.ClearProviders(); // What is said of each request would be in the way.
        app = builder.Build();
        app.MapGrid(settings);
        await app.StartAsync(cancelled);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
