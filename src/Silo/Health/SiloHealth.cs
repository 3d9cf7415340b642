using Microsoft.Extensions.Diagnostics.HealthChecks;
using Orleans.Runtime;

namespace Grid.Silo.Health;

/// <summary>Whether this silo is an active member of its cluster.</summary>
public sealed class SiloHealth(ISiloStatusOracle membership) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(
            membership.CurrentStatus == SiloStatus.Active
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy($"The silo is {membership.CurrentStatus}.")
        );
}
