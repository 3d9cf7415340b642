using System.Net;
using Grid.Api.Hosting;
using Grid.Api.Matching.Pulling;
using Grid.Silo.Clustering;
using Grid.Silo.Notices;
using Grid.Silo.Platform;
using Grid.Silo.Systems;
using Grid.Storage;

namespace Grid.Silo.Hosting;

/// <summary>
/// A process of production does not start unless every connection that leaves its machine is encrypted and the other side is known: those
/// of the cluster, to the database, to the national platform, to the SMS gateway, to the systems of matters, to electronic licences, to sources of
/// data that are fetched and to the identity provider. Development is exempt.
/// </summary>
/// <remarks>
/// Not examined: the API's own listener, because TLS may end at a proxy before it, and metrics and traces, which name no person.
/// </remarks>
public static class ProtectionCheck
{
    private static readonly string[] ClusterFiles = ["CertificateFile", "CertificateKeyFile", "AuthorityFile"];

    /// <exception cref="ConfigurationException">
    /// Something is unprotected. The message names every such setting, and what to set.
    /// </exception>
    public static void Ensure(GridSettings settings, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(configuration);
        if (settings.IsDevelopment)
            return;
        string?[] faults =
        [
            Cluster(settings, configuration),
            Database(settings),
            Address(
                configuration,
                $"{PlatformConnectionOptions.Section}:{nameof(PlatformConnectionOptions.BaseAddress)}",
                "GRID_PLATFORM_URL"
            ),
            Address(configuration, $"{SmsOptions.Section}:{nameof(SmsOptions.BaseAddress)}", "GRID_SMS_URL"),
            Address(configuration, $"{BenefitSystemOptions.Section}:{nameof(BenefitSystemOptions.Address)}", BenefitSystemOptions.Variable),
            Address(
                configuration,
                $"{HardshipSystemOptions.Section}:{nameof(HardshipSystemOptions.Address)}",
                HardshipSystemOptions.Variable
            ),
            Address(
                configuration,
                $"{LicencePlatformOptions.Section}:{nameof(LicencePlatformOptions.Address)}",
                LicencePlatformOptions.Variable
            ),
            Address(configuration, $"{ApiOptions.Section}:{nameof(ApiOptions.Authority)}", null),
            .. configuration
                .GetSection(MatchPullOptions.Parent)
                .GetChildren()
                .Select(source => Address(configuration, $"{source.Path}:{nameof(MatchPullOptions.Address)}", null)),
        ];
        var found = faults.OfType<string>().ToList();
        if (found.Count > 0)
        {
            throw new ConfigurationException(
                $"连接未受保护，生产环境拒绝启动。Unprotected connections, which production refuses: {string.Join(" ", found)}"
            );
        }
    }

    /// <summary>
    /// An API process that is reached from elsewhere, or whose database is elsewhere, may have its silos elsewhere as well: where they are
    /// is only in the database.
    /// </summary>
    private static string? Cluster(GridSettings settings, IConfiguration configuration)
    {
        var reason =
            !IPAddress.IsLoopback(settings.SiloAddress) ? $"GRID_SILO_ADDRESS is {settings.SiloAddress}"
            : settings.Role != GridRole.Api ? null
            : settings
                .Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Any(url => !ThisMachine.Has(BindingAddress.Parse(url).Host))
                ? "an API process listens beyond this machine (GRID_URLS)"
            : DatabaseProtection.IsElsewhere(settings.Database) ? "the database of an API process is on another machine"
            : null;
        return reason is null || SiloTlsFiles.Read(configuration) is not null
            ? null
            : $"{reason}, and the cluster's connections have no certificates: set {string.Join(", ", ClusterFiles.Select(file => $"Grid__Cluster__{file}"))}.";
    }

    private static string? Database(GridSettings settings) =>
        DatabaseProtection.Unproven(settings.Database) is { Count: > 0 } hosts
            ? $"GRID_DATABASE leads to {string.Join(", ", hosts)}: add SSL Mode=VerifyFull, and Root Certificate=… for an authority of your own."
            : null;

    private static string? Address(IConfiguration configuration, string key, string? variable)
    {
        var text = string.IsNullOrWhiteSpace(configuration[key]) && variable is not null ? configuration[variable] : configuration[key];

        // What is no address at all is reported where it is read.
        return
            Uri.TryCreate(text?.Trim(), UriKind.Absolute, out var address)
            && address.Scheme == Uri.UriSchemeHttp
            && !ThisMachine.Has(address.Host)
            ? $"{variable ?? key} is '{address.Scheme}://{address.Authority}': https is needed beyond this machine."
            : null;
    }
}
