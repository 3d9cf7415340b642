using System.Diagnostics.Metrics;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Grid.Silo.Telemetry;

/// <summary>
/// What <c>/health/ready</c> is made of, as the gauge <c>grid.health</c>: 1 passed or degraded, 0 not, by check. What degrades a process
/// has a figure of its own.
/// </summary>
internal sealed class HealthGauge : IHealthCheckPublisher, IDisposable
{
    private readonly Meter meter = new("Grid.Host");
    private readonly Gauge<int> health;

    public HealthGauge() => health = meter.CreateGauge<int>("grid.health", null, "Whether a check of readiness is passed: 1 or 0.");

    public Task PublishAsync(HealthReport report, CancellationToken cancellationToken)
    {
        foreach (var (name, entry) in report.Entries)
            health.Record(entry.Status == HealthStatus.Unhealthy ? 0 : 1, new KeyValuePair<string, object?>("check", name));
        return Task.CompletedTask;
    }

    public void Dispose() => meter.Dispose();
}
