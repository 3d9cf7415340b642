using Grid.Proxy.Health;
using Grid.Proxy.Repeating;
using Yarp.ReverseProxy.Health;

namespace Grid.Proxy.Hosting;

/// <summary>The proxy before the API processes of one machine.</summary>
public static class ProxyHost
{
    /// <summary>Little more than the API accepts (64 KB): the API itself rejects what is too large.</summary>
    internal const int LargestBody = 128 * 1024;

    public static WebApplication Create(WebApplicationBuilder builder, ProxySettings settings, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(settings);
        builder.WebHost.UseUrls(settings.Urls);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            kestrel.Limits.MaxConcurrentConnections = 20_000;
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = settings.Patience);
        builder.Services.AddSingleton(clock);
        builder.Services.AddSingleton<Attempts>();
        builder.Services.AddSingleton<IActiveHealthCheckPolicy, ReadinessPolicy>();
        builder
            .Services.AddReverseProxy()
            .LoadFromMemory(ProxyTable.Routes, ProxyTable.Clusters(settings))
            .AddTransforms(transforms => transforms.ResponseTransforms.Add(new WithheldRefusals()))
            .ConfigureHttpClient(
                (_, handler) =>
                {
                    handler.ConnectTimeout = settings.ProbeTimeout;
                    handler.PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30);
                }
            );

        var app = builder.Build();
        app.Map("/metrics/{**rest}", () => Results.NotFound());
        app.MapReverseProxy(pipeline =>
        {
            pipeline.UseMiddleware<RepeatingStep>();
            pipeline.UseSessionAffinity();
            pipeline.UseLoadBalancing();
        });
        return app;
    }
}
