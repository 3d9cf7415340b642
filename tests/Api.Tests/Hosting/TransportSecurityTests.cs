using Grid.Api.Hosting;
using Grid.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Grid.Api.Tests.Hosting;

/// <summary>Over HTTP, behind what is or is not a trusted proxy.</summary>
public sealed class TransportSecurityTests
{
    [Theory]
    [InlineData(false, "127.0.0.1", "https", "max-age=31536000")]
    [InlineData(false, "127.0.0.1", "http", null)] // A browser ignores it without TLS.
    [InlineData(false, "192.0.2.1", "https", null)] // Who is no trusted proxy cannot claim TLS.
    [InlineData(true, "127.0.0.1", "https", null)]
    public async Task A_browser_that_came_by_TLS_stays_with_it(bool development, string proxy, string scheme, string? expected)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var address = new Uri($"http://127.0.0.1:{FreePorts.Take()}");
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address.AbsoluteUri);
        builder.Services.Configure<ApiOptions>(api =>
        {
            api.Development = development;
            api.TrustedProxies.Add(proxy);
        });
        builder.Services.AddTransportSecurity();
        await using var app = builder.Build();
        app.UseTransportSecurity();
        app.MapGet("/", () => "");
        await app.StartAsync(cancellation);

        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add("X-Forwarded-Proto", scheme);
        request.Headers.Add("X-Forwarded-For", "198.51.100.7");
        using var answer = await client.SendAsync(request, cancellation);

        Assert.Equal(expected, answer.Headers.TryGetValues("Strict-Transport-Security", out var values) ? values.Single() : null);
    }
}
