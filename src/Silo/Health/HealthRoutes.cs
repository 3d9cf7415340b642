using Grid.Silo.Hosting;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;

namespace Grid.Silo.Health;

/// <summary>
/// <c>GET /health/live</c>: the process answers. <c>GET /health/ready</c>: it can do its work (200) or cannot now (503): no database, silo
/// not yet or no longer in the cluster, no silo within reach. <c>Degraded</c>, with 200: the identity provider does not answer. Both
/// without a token and without details.
/// </summary>
public static class HealthRoutes
{
    private const string Ready = "ready";

    public static IServiceCollection AddGridHealth(this IServiceCollection services, GridSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var checks = services
            .AddHealthChecks()
            .AddCheck<LifetimeHealth>("stopping", tags: [Ready])
            .AddCheck<DatabaseHealth>("database", tags: [Ready]);
        if (settings.HasGrains)
            checks.AddCheck<SiloHealth>("silo", tags: [Ready]);
        else
            checks.AddCheck<GatewayHealth>("silos", tags: [Ready]);
        if (settings.HasApi)
            checks.AddCheck<ProviderHealth>("identity-provider", tags: [Ready]);
        return services;
    }

    public static void MapGridHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        routes
            .MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(Ready) })
            .AllowAnonymous();
    }
}
