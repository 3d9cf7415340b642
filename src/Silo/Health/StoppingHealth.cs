using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Grid.Silo.Health;

/// <summary>
/// Not ready any more from the moment the process receives the signal to stop: a load balancer sends nothing new while it finishes.
/// </summary>
public sealed class StoppingHealth(IHostApplicationLifetime lifetime) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(
            lifetime.ApplicationStopping.IsCancellationRequested
                ? HealthCheckResult.Unhealthy("The process is stopping.")
                : HealthCheckResult.Healthy()
        );
}
