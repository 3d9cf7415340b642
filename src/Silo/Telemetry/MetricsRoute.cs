using System.Net;
using Grid.Silo.Hosting;

namespace Grid.Silo.Telemetry;

/// <summary>
/// <c>GET /metrics</c>, for Prometheus. In production it is served at a listener of its own and nowhere else, so that no proxy in front of
/// the API opens it to the offices; in development where the API listens. In both cases to the machine itself and to the networks that are
/// named, by the address of the connection, and not to what a proxy on the machine forwards. To all others there is no such page.
/// </summary>
public static class MetricsRoute
{
    public const string Path = "/metrics";

    private static readonly string[] Forwarded = ["Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto"];

    public static void MapGridMetrics(this WebApplication app, GridSettings settings)
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentNullException.ThrowIfNull(settings);
        var telemetry = app.Services.GetRequiredService<TelemetrySettings>();
        if (telemetry.MetricsUrl is null && !settings.IsDevelopment)
            return;
        app.MapPrometheusScrapingEndpoint(Path)
            .DisableHttpMetrics()
            .AllowAnonymous()
            .Add(endpoint =>
            {
                var scrape = endpoint.RequestDelegate!;
                endpoint.RequestDelegate = context => IsAllowed(context, telemetry) ? scrape(context) : Refuse(context);
            });
    }

    /// <summary>
    /// The listener for metrics serves only metrics and health. Before all other steps: they may change what is known
    /// of the connection.
    /// </summary>
    public static void UseMetricsListener(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.Use(
            (context, next) =>
            {
                context.Features.Set(new Caller(context.Connection.RemoteIpAddress, Forwarded.Any(context.Request.Headers.ContainsKey)));
                return next(context);
            }
        );
        if (app.Services.GetRequiredService<TelemetrySettings>().MetricsUrl is not { } listener)
            return;
        app.Use(
            (context, next) =>
                context.Connection.LocalPort != listener.Port
                || context.Request.Path == Path
                || context.Request.Path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase)
                    ? next(context)
                    : Refuse(context)
        );
    }

    private static bool IsAllowed(HttpContext context, TelemetrySettings telemetry)
    {
        if (telemetry.MetricsUrl is { } listener && context.Connection.LocalPort != listener.Port)
            return false;
        if (context.Features.Get<Caller>() is not { Address: { } address, IsForwarded: false })
            return false;
        var peer = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return IPAddress.IsLoopback(peer) || telemetry.Networks.Any(network => network.Contains(peer));
    }

    private static Task Refuse(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    /// <summary>Who is at the other end of the connection, and whether that is a proxy by its own words.</summary>
    private sealed record Caller(IPAddress? Address, bool IsForwarded);
}
