using Grid.Api.Security;
using Grid.Silo.Clustering;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using Orleans.Runtime;

namespace Grid.Silo.Health;

/// <summary>Whether the database answers within two seconds. Its schema was checked at the start.</summary>
public sealed class DatabaseHealth(NpgsqlDataSource dataSource, TimeProvider clock) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await using var command = dataSource.CreateCommand("SELECT 1");
            await command.ExecuteScalarAsync(either.Token);
            return HealthCheckResult.Healthy();
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException or OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy("The database does not answer.");
        }
    }
}

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

/// <summary>Whether this API process reaches a silo.</summary>
public sealed class GatewayHealth(Gateways gateways) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(gateways.Connected > 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("No silo can be reached."));
}

/// <summary>
/// Ready only once the process has started, for until then one of its addresses answers and another may not be listened at yet; and not any
/// more from the moment it receives the signal to stop: a load balancer sends nothing new while it finishes.
/// </summary>
public sealed class LifetimeHealth(IHostApplicationLifetime lifetime) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(
            lifetime.ApplicationStopping.IsCancellationRequested ? HealthCheckResult.Unhealthy("The process is stopping.")
            : lifetime.ApplicationStarted.IsCancellationRequested ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("The process is starting.")
        );
}

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
                    keys.Known is not null
                        ? "The identity provider does not answer; its last known keys are used."
                        : "The identity provider does not answer, and its keys are not known."
                )
        );
}
