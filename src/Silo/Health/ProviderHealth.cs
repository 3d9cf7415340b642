using Grid.Api.Security;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Grid.Silo.Health;

/// <summary>
/// Whether the identity provider answers. Degraded, never unhealthy: this process does what another one would do, calls without a token are
/// answered, and a load balancer that took all processes away would make it worse.
/// </summary>
public sealed class ProviderHealth(ProviderKeys keys) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(
            !keys.IsUsed || keys.Outage == TimeSpan.Zero
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Degraded(
                    keys.HasKeys
                        ? "The identity provider does not answer; its last known keys are used."
                        : "The identity provider does not answer, and its keys are not known."
                )
        );
}
