using System.Net;
using System.Net.Http.Json;
using Grid.Grains.Interfaces.Reference;
using Grid.Silo.Notices;
using Grid.Silo.Platform;
using Grid.Silo.Reference;
using Grid.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Grid.Grains.Tests.Host;

/// <summary>What the register sends goes to the address that was configured. Another system cannot send it elsewhere.</summary>
public sealed class RedirectTests
{
    [Theory]
    [InlineData(HttpMessageSender.Client, 307)]
    [InlineData(HttpMessageSender.Client, 302)]
    [InlineData(HttpPlatformTransport.ReadingClient, 308)]
    [InlineData(HttpPlatformTransport.UploadingClient, 307)]
    public async Task A_redirect_is_not_followed(string client, int status)
    {
        var asked = new List<string>();
        var address = $"http://127.0.0.1:{FreePorts.Take()}";
        await using var server = await StartAsync(address, http =>
        {
            lock (asked)
                asked.Add(http.Request.Path);
            (http.Response.StatusCode, http.Response.Headers.Location) = (status, $"{address}/elsewhere");
        });
        await using var services = Services(address);
        using var http = services.GetRequiredService<IHttpClientFactory>().CreateClient(client);
        using var answer = await http.PostAsJsonAsync("here", "138****0000", TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode)status, answer.StatusCode);
        Assert.Equal(["/here"], asked);
    }

    private static ServiceProvider Services(string address)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                new Dictionary<string, string?>(StringComparer.Ordinal)
                {
                    ["GRID_SMS_URL"] = address,
                    ["GRID_PLATFORM_URL"] = address,
                    ["Grid:Sms:Retries"] = "0",
                    ["Grid:Platform:Retries"] = "0",
                }
            )
            .Build();
        return new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddSingleton<IReferenceData>(new ReferenceData(ReferenceFiles.Load(folder: null)))
            .AddGridSms(configuration)
            .AddGridPlatformTransport(configuration)
            .BuildServiceProvider();
    }

    private static async Task<WebApplication> StartAsync(string address, Action<HttpContext> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(address);
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Run(http =>
        {
            answer(http);
            return Task.CompletedTask;
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }
}
