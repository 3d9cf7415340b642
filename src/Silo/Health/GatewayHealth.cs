using Grid.Silo.Clustering;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Grid.Silo.Health;

/// <summary>Whether this API process reaches a silo.</summary>
public sealed class GatewayHealth(Gateways gateways) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(gateways.Connected > 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("No silo can be reached."));
}
