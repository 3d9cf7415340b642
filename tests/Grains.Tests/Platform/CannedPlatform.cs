using System.Net;
using System.Text.Json;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Platform;
using Grid.Grains.Interfaces.Reference;
using Grid.Silo.Platform;
using Grid.Silo.Reference;
using Grid.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Grid.Grains.Tests.Platform;

/// <summary>A server that answers as a test says, and the real transport in front of it.</summary>
internal sealed class CannedPlatform : IAsyncDisposable
{
    private readonly WebApplication server;
    private readonly ServiceProvider services;

    private CannedPlatform(WebApplication server, ServiceProvider services) => (this.server, this.services) = (server, services);

    public IPlatformTransport Transport => services.GetRequiredService<IPlatformTransport>();

    public static Task<CannedPlatform> StartAsync(RequestDelegate answer, params (string Name, string Value)[] settings) =>
        StartAsync(answer, tls: null, settings);

    /// <summary>The same over TLS.</summary>
    public static async Task<CannedPlatform> StartAsync(
        RequestDelegate answer,
        Action<HttpsConnectionAdapterOptions>? tls,
        params (string Name, string Value)[] settings
    )
    {
        var port = FreePorts.Take();
        var url = $"{(tls is null ? "http" : "https")}://127.0.0.1:{port}";
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, listen =>
            {
                if (tls is not null)
                    listen.UseHttps(tls);
            }));
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync(TestContext.Current.CancellationToken);
        var values = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["GRID_PLATFORM_URL"] = url,
            ["Grid:Platform:Retries"] = "0",
            ["Grid:Platform:LongestAnswer"] = "65536",
        };
        foreach (var (name, value) in settings)
            values[name] = value;
        var provider = new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddSingleton<IReferenceData>(new ReferenceData(ReferenceFiles.Load(folder: null)))
            .AddGridPlatformTransport(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
        return new CannedPlatform(app, provider.BuildServiceProvider());
    }

    /// <summary>One that answers everything with this text.</summary>
    public static Task<CannedPlatform> SayingAsync(string text, string type = "application/json", int status = 200) =>
        StartAsync(http =>
        {
            (http.Response.StatusCode, http.Response.ContentType) = (status, type);
            return http.Response.WriteAsync(text);
        });

    /// <summary>One that answers everything with these bytes.</summary>
    public static Task<CannedPlatform> SayingAsync(byte[] body, string type) =>
        StartAsync(http =>
        {
            http.Response.ContentType = type;
            return http.Response.Body.WriteAsync(body).AsTask();
        });

    public Task<Page<PlatformDownload>> DownloadAsync() => Transport.DownloadAsync("36", "7", 2, TestContext.Current.CancellationToken);

    public Task<IReadOnlyList<PlatformAnswer>> UploadAsync() =>
        Transport.UploadAsync(
            [
                new PlatformUpload(
                    "exit:1",
                    Domain.Persons.PlatformItemKind.Exit,
                    "360102",
                    new DateOnly(2026, 3, 2),
                    JsonSerializer.SerializeToElement(new { acc020 = "1" })
                ),
            ],
            TestContext.Current.CancellationToken
        );

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await server.DisposeAsync();
    }
}
