using System.Net;
using Grid.Grains.Interfaces.Settings;
using Grid.Silo.Hosting;
using Microsoft.Extensions.Options;

namespace Grid.Silo.Telemetry;

/// <summary>The telemetry's settings, read and found right, before anything is built with them.</summary>
/// <param name="OtlpEndpoint">Null: nothing is exported and nothing traced.</param>
/// <param name="MetricsUrl">The separate listener for <c>/metrics</c>; null for none.</param>
public sealed record TelemetrySettings(
    Uri? OtlpEndpoint,
    double TraceShare,
    Uri? MetricsUrl,
    IReadOnlyList<IPNetwork> Networks,
    TimeSpan WatchInterval
)
{
    private const double UsualShare = 0.1;

    /// <exception cref="ConfigurationException">A setting is not what it should be.</exception>
    /// <exception cref="OptionsValidationException">A setting is out of its range.</exception>
    public static TelemetrySettings Read(IConfiguration configuration, bool isDevelopment)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var options = CheckedOptions.Read<TelemetryOptions>(configuration, TelemetryOptions.Section);
        return new TelemetrySettings(
            AddressOf(configuration[TelemetryOptions.OtlpVariable] ?? options.OtlpEndpoint, TelemetryOptions.OtlpVariable),
            options.TraceShare ?? (isDevelopment ? 1 : UsualShare),
            ListenerOf(configuration["GRID_METRICS_URL"] ?? options.MetricsUrl),
            NetworksOf(options),
            options.WatchInterval
        );
    }

    private static Uri? AddressOf(string? text, string name) =>
        string.IsNullOrWhiteSpace(text) ? null
        : Uri.TryCreate(text.Trim(), UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address
        : throw new ConfigurationException($"{name} is not an address of the form http://host:port.");

    private static Uri? ListenerOf(string? text) =>
        AddressOf(text, "GRID_METRICS_URL") switch
        {
            null => null,
            { HostNameType: UriHostNameType.IPv4 or UriHostNameType.IPv6, AbsolutePath: "/" } listener => listener,
            _ => throw new ConfigurationException(
                "GRID_METRICS_URL names the IP address and the port to listen at, such as http://127.0.0.1:9464."
            ),
        };

    private static IReadOnlyList<IPNetwork> NetworksOf(TelemetryOptions options)
    {
        try
        {
            return options.AllowedNetworks();
        }
        catch (FormatException)
        {
            throw new ConfigurationException(
                $"{TelemetryOptions.Section}:Networks is '{options.Networks}'; expected are addresses and networks, such as 10.1.2.0/24,10.9.9.9."
            );
        }
    }
}
