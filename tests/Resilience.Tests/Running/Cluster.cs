using System.Net;
using Grid.EndToEnd.Tests.Processes;
using Grid.PlatformSimulator;
using Grid.Testing;
using Grid.Testing.Databases;
using Microsoft.AspNetCore.Builder;

namespace Grid.Resilience.Tests.Running;

/// <summary>
/// Silos, API processes and a proxy as ./grid cluster starts them, over a PostgreSQL of their own, with a national platform to send to.
/// </summary>
internal sealed class Cluster : IAsyncDisposable
{
    /// <summary>At full size one after the other, since it is measured.</summary>
    private static readonly SemaphoreSlim Turns = new(TestSize.Pick(small: 2, full: 1));

    private WebApplication? platform;

    private Cluster(PrivatePostgres postgres, TestDatabase database) => (Postgres, Database) = (postgres, database);

    public PrivatePostgres Postgres { get; }

    public TestDatabase Database { get; }

    public GridHome Home { get; } = new();

    public List<Member> Silos { get; } = [];

    public List<Member> Apis { get; } = [];

    public Member? Proxy { get; private set; }

    /// <summary>Where offices send.</summary>
    public Uri Address => Proxy!.Address;

    public Uri Platform { get; private set; } = null!;

    public IEnumerable<Member> Members => Proxy is null ? [.. Silos, .. Apis] : [.. Silos, .. Apis, Proxy];

    /// <summary>Starts all of it and waits until it is ready.</summary>
    public static async Task<Cluster> StartAsync(ClusterPlan plan, CancellationToken cancellationToken)
    {
        await Turns.WaitAsync(cancellationToken);
        var postgres = await PrivatePostgres.CreateAsync(cancellationToken);
        var cluster = new Cluster(
            postgres,
            await postgres.CreateDatabaseAsync(
                plan.Tablespace is { } make ? await make(postgres, cancellationToken) : null,
                cancellationToken
            )
        );
        try
        {
            await cluster.StartMembersAsync(plan, cancellationToken);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>From the outside in, as ./grid cluster does.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(Members.Where(member => member == Proxy).Select(proxy => proxy.StopAsync()));
        await Task.WhenAll(Apis.Select(api => api.StopAsync()));
        await Task.WhenAll(Silos.Select(silo => silo.StopAsync()));
        if (platform is not null)
            await platform.DisposeAsync();
        Home.Dispose();
        await Database.DisposeAsync();
        await Postgres.DisposeAsync();
        Turns.Release();
    }

    private async Task StartMembersAsync(ClusterPlan plan, CancellationToken cancellationToken)
    {
        Platform = Local(FreePorts.Take());
        platform = await SimulatedPlatform.CreateAsync(
            Platform.ToString(),
            Database.OwnerConnectionString,
            secretFile: null,
            TimeProvider.System,
            cancellationToken
        );
        await platform.StartAsync(cancellationToken);
        var host = plan.Host ?? ProgramProcess.Find("src/Silo");
        for (var i = 0; i < plan.Silos; i++)
        {
            var (at, ports) = (plan.SiloAddresses.ElementAtOrDefault(i) ?? IPAddress.Loopback, FreePorts.Take(3));
            var address = new Uri($"http://{at}:{ports[0]}");
            Silos.Add(
                new Member(
                    $"silo-{i + 1}",
                    host,
                    address,
                    With(
                        Environment(plan, "silo", address),
                        ("GRID_SILO_ADDRESS", at.ToString()),
                        ("GRID_SILO_PORT", $"{ports[1]}"),
                        ("GRID_GATEWAY_PORT", $"{ports[2]}")
                    )
                )
                {
                    Launcher = plan.SiloLaunchers.ElementAtOrDefault(i) ?? [],
                    Heard = plan.Heard,
                }
            );
        }

        for (var i = 0; i < plan.Apis; i++)
        {
            var address = Local(FreePorts.Take());
            Apis.Add(
                new Member(
                    $"api-{i + 1}",
                    host,
                    address,
                    With(
                        Environment(plan, "api", address),
                        ("GRID_DATABASE", Database.ApplicationConnectionString),
                        ("Grid__Api__TrustedProxies__0", "127.0.0.1")
                    )
                )
                {
                    Heard = plan.Heard,
                }
            );
        }

        var outside = Local(FreePorts.Take());
        Proxy = new Member(
            "proxy",
            ProgramProcess.Find("tools/Proxy"),
            outside,
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["GRID_URLS"] = outside.ToString(),
                ["GRID_PROXY_TARGETS"] = string.Join(' ', Apis.Select(api => api.Address)),
            }
        )
        {
            Heard = plan.Heard,
        };

        // The first silo makes what a fresh home lacks; the others need not race for it.
        Silos[0].Start();
        await Silos[0].WaitUntilReadyAsync(cancellationToken);
        foreach (var member in Members.Skip(1))
            member.Start();
        foreach (var member in Members.Skip(1))
            await member.WaitUntilReadyAsync(cancellationToken);
    }

    private Dictionary<string, string> Environment(ClusterPlan plan, string role, Uri address)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["GRID_HOME"] = Home.Folder,
            ["GRID_ENVIRONMENT"] = "Development",
            ["GRID_DATABASE"] = plan.DatabaseOfSilos?.Invoke(Database.ApplicationConnectionString) ?? Database.ApplicationConnectionString,
            ["GRID_URLS"] = address.ToString(),
            ["GRID_PLATFORM_URL"] = (plan.PlatformOfSilos?.Invoke(Platform) ?? Platform).ToString(),
            ["Grid__Role"] = role,
            ["Grid__Platform__Interval"] = "00:00:00.2",
            ["Grid__Platform__Lease"] = "00:00:10",
            ["Grid__Platform__PageSize"] = "20",
            ["Grid__Platform__BatchSize"] = "5",
            ["Logging__LogLevel__Grid.Api.Hosting.RequestLog"] = "Warning",
        };
        foreach (var (name, value) in plan.Variables)
            variables[name] = value;
        return variables;
    }

    private static Dictionary<string, string> With(Dictionary<string, string> variables, params (string Name, string Value)[] more)
    {
        foreach (var (name, value) in more)
            variables[name] = value;
        return variables;
    }

    private static Uri Local(int port) => new($"http://127.0.0.1:{port}");
}
