using System.Net;
using Grid.EndToEnd.Tests.Processes;
using Grid.EndToEnd.Tests.Tls;
using Grid.Resilience.Tests.Faults;
using Grid.Silo.Hosting;
using Grid.Testing;
using Grid.Testing.Databases;
using Npgsql;

namespace Grid.Resilience.Tests;

/// <summary>
/// A silo that listens where other machines reach it, with the certificates that the shipped script makes: from another network namespace a
/// client gets nothing without a certificate, and nothing with one of another authority.
/// </summary>
[Collection("two networks")]
public sealed class ForeignNetworkTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    [Fact]
    public async Task A_client_in_another_network_gets_nothing_without_a_certificate_of_the_register()
    {
        var test = TestContext.Current.CancellationToken;
        using var networks = TwoNetworks.Create();
        using var home = new GridHome();
        var own = await CertificatesAsync(Path.Combine(home.Folder, "own"), test);
        var foreign = await CertificatesAsync(Path.Combine(home.Folder, "foreign"), test);
        var direct = new NpgsqlConnectionStringBuilder(database.ApplicationConnectionString);
        (direct.Port, direct.Host) = (networks.Open(direct.Port), TwoNetworks.Here);
        SiloSettings In(int network, string role, IReadOnlyDictionary<string, string> certificates) =>
            new(home.Folder, direct.ConnectionString, FreePorts.Take())
            {
                Role = role,
                Launcher = networks.Launchers[network],
                Variables = new Dictionary<string, string>(certificates, StringComparer.Ordinal)
                {
                    ["GRID_SILO_ADDRESS"] = networks.Addresses[network].ToString(),
                    ["GRID_URLS"] = $"http://{networks.Addresses[network]}:5080",
                },
            };

        await using var silo = SiloProcess.Launch(In(0, "silo", own));
        await ReadyAsync(networks.Addresses[0], silo, test);
        foreach (var certificates in (IReadOnlyDictionary<string, string>[])[new Dictionary<string, string>(), foreign])
        {
            var before = Refusals(silo);
            await using var stranger = SiloProcess.Launch(In(1, "api", certificates));
            await Wait.UntilAsync(() => Refusals(silo) > before, () => $"the silo refuses it. It wrote: {stranger.Output}");
            using var http = new HttpClient { BaseAddress = new Uri($"http://{networks.Addresses[1]}:5080") };
            Assert.NotEqual(HttpStatusCode.OK, await SiloProcess.StatusAsync(http, "/health/ready", test));
        }

        await using var member = SiloProcess.Launch(In(1, "api", own));
        await ReadyAsync(networks.Addresses[1], member, test);
    }

    /// <summary>Before it looks for its database, so that nothing is sent anywhere.</summary>
    [Theory]
    [InlineData("silo", "GRID_SILO_ADDRESS", "10.231.0.9", "Grid__Cluster__CertificateFile")]
    [InlineData("api", "GRID_URLS", "http://0.0.0.0:5080", "Grid__Cluster__CertificateFile")]
    [InlineData("silo", "GRID_DATABASE", "Host=10.231.0.9;Username=grid_app;Database=grid", "VerifyFull")]
    [InlineData("silo", "GRID_PLATFORM_URL", "http://10.231.0.9", "GRID_PLATFORM_URL")]
    public async Task Production_does_not_start_unprotected_and_says_what_to_set(string role, string name, string value, string named)
    {
        using var home = new GridHome();
        var settings = new SiloSettings(home.Folder, database.ApplicationConnectionString, FreePorts.Take())
        {
            Role = role,
            Environment = "Production",
            Variables = new Dictionary<string, string>(StringComparer.Ordinal) { [name] = value },
        };
        await using var process = await SiloProcess.RunToEndAsync(settings, TestContext.Current.CancellationToken);
        Assert.Equal(ExitCodes.Configuration, process.ExitCode);
        Assert.StartsWith("grid: ", process.Output, StringComparison.Ordinal);
        Assert.Contains(named, process.Output, StringComparison.Ordinal);
    }

    private static async Task ReadyAsync(IPAddress address, SiloProcess process, CancellationToken test)
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://{address}:5080"), Timeout = TimeSpan.FromSeconds(5) };
        await Wait.UntilAsync(
            async () => await SiloProcess.StatusAsync(http, "/health/ready", test) == HttpStatusCode.OK,
            () => $"it is ready. It wrote: {process.Output}",
            TimeSpan.FromMinutes(5)
        );
    }

    private static int Refusals(SiloProcess process) => process.Output.Split("no certificate of this register's authority").Length - 1;

    private static async Task<IReadOnlyDictionary<string, string>> CertificatesAsync(string folder, CancellationToken test)
    {
        await ShippedCertificates.MakeAsync("cluster", folder, test, "grid");
        return ShippedCertificates.Variables(folder, "grid");
    }
}
