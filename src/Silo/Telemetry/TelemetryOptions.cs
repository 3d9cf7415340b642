using System.ComponentModel.DataAnnotations;
using System.Net;

namespace Grid.Silo.Telemetry;

/// <summary>Where telemetry goes, and who may fetch it; section <c>Grid:Telemetry</c>.</summary>
public sealed class TelemetryOptions
{
    public const string Section = "Grid:Telemetry";

    /// <summary>
    /// The standard's variable, which does the same as <see cref="OtlpEndpoint"/>; its other variables (protocol, headers, resource
    /// attributes …) hold too.
    /// </summary>
    public const string OtlpVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>The collector that gets traces, metrics and logs by OTLP; null: none does, and nothing is traced.</summary>
    public string? OtlpEndpoint { get; set; }

    /// <summary>
    /// Which part of the requests is traced, from 0 to 1, where the caller does not say. In development all of them, else one in ten.
    /// </summary>
    [Range(0.0, 1.0)]
    public double? TraceShare { get; set; }

    /// <summary>
    /// <c>GRID_METRICS_URL</c>: a listener of its own for <c>/metrics</c>. Without it, only a process in development serves
    /// <c>/metrics</c>, where the API listens.
    /// </summary>
    public string? MetricsUrl { get; set; }

    /// <summary>Networks from which <c>/metrics</c> may be fetched, besides the machine itself: <c>10.1.2.0/24,10.9.9.9</c>.</summary>
    public string? Networks { get; set; }

    /// <summary>How often outboxes are measured.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan WatchInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The networks, read.</summary>
    /// <exception cref="FormatException">One of them is not a network.</exception>
    public IReadOnlyList<IPNetwork> AllowedNetworks() =>
        [
            .. (Networks ?? "")
                .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(text => text.Contains('/', StringComparison.Ordinal) ? IPNetwork.Parse(text) : Single(IPAddress.Parse(text))),
        ];

    private static IPNetwork Single(IPAddress address) => new(address, address.GetAddressBytes().Length * 8);
}
