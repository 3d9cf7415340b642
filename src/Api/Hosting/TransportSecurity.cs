using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Grid.Api.Hosting;

/// <summary>What a request's transport is: the address and the scheme that a trusted proxy names, and TLS for browsers from then on.</summary>
internal static class TransportSecurity
{
    public static void AddTransportSecurity(this IServiceCollection services)
    {
        services
            .AddOptions<ForwardedHeadersOptions>()
            .Configure<IOptions<ApiOptions>>(
                (forwarded, api) =>
                {
                    forwarded.ForwardedHeaders =
                        api.Value.TrustedProxies.Count > 0
                            ? ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto
                            : ForwardedHeaders.None;

                    // Those of the configuration alone: the framework would also trust every process of this machine.
                    forwarded.KnownIPNetworks.Clear();
                    forwarded.KnownProxies.Clear();
                    foreach (var proxy in api.Value.TrustedProxies)
                    {
                        if (proxy.Contains('/', StringComparison.Ordinal))
                            forwarded.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(proxy));
                        else
                            forwarded.KnownProxies.Add(IPAddress.Parse(proxy));
                    }
                }
            );
        services.AddHsts(hsts =>
        {
            hsts.MaxAge = TimeSpan.FromDays(365);
            hsts.ExcludedHosts.Clear();
        });
    }

    /// <summary>
    /// The first step. A browser that came once by TLS never comes without (HSTS); in development that would lock people out of other
    /// programs of their machine.
    /// </summary>
    public static void UseTransportSecurity(this IApplicationBuilder app)
    {
        app.UseForwardedHeaders();
        if (!app.ApplicationServices.GetRequiredService<IOptions<ApiOptions>>().Value.Development)
            app.UseHsts();
    }
}
