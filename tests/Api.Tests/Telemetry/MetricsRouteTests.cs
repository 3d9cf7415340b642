using System.Net;
using Grid.Api.Tests.Hosts;
using Grid.Silo.Hosting;
using Grid.Silo.Telemetry;
using Grid.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Grid.Api.Tests.Telemetry;

/// <summary>Who gets <c>/metrics</c>, and where.</summary>
[Collection(OneHost.Name)]
public sealed class MetricsRouteTests(ApiHost host)
{
    [Theory]
    [InlineData("X-Forwarded-For", "10.20.30.40")]
    [InlineData("Forwarded", "for=10.20.30.40")]
    [InlineData("Via", "1.1 proxy")]
    public async Task Nothing_is_told_through_a_proxy(string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.TryAddWithoutValidation(header, value);
        using var answer = await host.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task In_production_it_is_at_a_listener_of_its_own_and_nowhere_else()
    {
        var (api, metrics) = (FreePorts.Take(), FreePorts.Take());
        await using var app = await StartAsync("Production", api, $"http://127.0.0.1:{metrics}");
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(api, "/metrics"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(api, "/v1/offices"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(metrics, "/metrics"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(metrics, "/v1/offices"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(metrics, "/metrics/../v1/offices"));
    }

    [Theory]
    [InlineData("Production", HttpStatusCode.NotFound)]
    [InlineData("Development", HttpStatusCode.OK)]
    public async Task Without_one_only_development_serves_it(string environment, HttpStatusCode expected)
    {
        var api = FreePorts.Take();
        await using var app = await StartAsync(environment, api, metrics: null);
        Assert.Equal(expected, await StatusAsync(api, "/metrics"));
    }

    [Theory]
    [InlineData("GRID_METRICS_URL", "metrics")]
    [InlineData("GRID_METRICS_URL", "http://grid.example:9464")]
    [InlineData("GRID_METRICS_URL", "http://127.0.0.1:9464/inside")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4317x")]
    [InlineData("Grid:Telemetry:TraceShare", "1.5")]
    [InlineData("Grid:Telemetry:Networks", "10.1.2.0/99")]
    [InlineData("Grid:Telemetry:Networks", "office")]
    [InlineData("Grid:Telemetry:WatchInterval", "00:00:00")]
    public void A_wrong_setting_stops_the_start(string name, string value)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal) { [name] = value })
            .Build();
        var error = Assert.ThrowsAny<Exception>(() => TelemetrySettings.Read(configuration, isDevelopment: false));
        Assert.StartsWith(name + " ", error.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Configuration, ExitCodes.Of(error));
    }

    private static async Task<WebApplication> StartAsync(string environment, int port, string? metrics)
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { EnvironmentName = environment, ContentRootPath = AppContext.BaseDirectory }
        );
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["GRID_METRICS_URL"] = metrics,
                ["GRID_DATABASE"] = "Host=127.0.0.1;Database=none",
                ["Grid:Role"] = "api",
            }
        );
        var settings = GridSettings.Read(builder.Configuration, builder.Environment);
        builder.AddGridTelemetry(settings);
        builder.WebHost.UseUrls([$"http://127.0.0.1:{port}", .. metrics is null ? [] : (string[])[metrics]]);
        var app = builder.Build();
        app.UseMetricsListener();
        app.MapGet("/v1/offices", () => "offices");
        app.MapGridMetrics(settings);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }

    private static async Task<HttpStatusCode> StatusAsync(int port, string path)
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
