using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Platform;
using Grid.Grains.Interfaces.Reference;
using Grid.Grains.Tests.Clusters;
using Grid.Grains.Waking;
using Grid.PlatformSimulator;
using Grid.Silo.Platform;
using Grid.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Grid.Grains.Tests.Platform;

/// <summary>Two silos, and the simulator of the platform over HTTP in front of them.</summary>
public class SyncCluster : GridCluster
{
    public const string Province = "36";

    /// <summary>So many looks at the outbox in a row, some seconds of them: far longer than the sync's interval.</summary>
    private const int LongUntaken = 200;

    private readonly string url = $"http://127.0.0.1:{FreePorts.Take()}";
    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false });
    private WebApplication? platform;

    /// <summary>Where calls to the platform can be held.</summary>
    public HeldCalls Held { get; } = new();

    public IPlatformSyncGrain Sync => Cluster.Client.GetGrain<IPlatformSyncGrain>(Province);

    public IPlatformOutbox Outbox => Service<IPlatformOutbox>();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await StartPlatformAsync();
    }

    /// <summary>Restarts on the same data, without faults.</summary>
    public async Task StartPlatformAsync()
    {
        platform = await SimulatedPlatform.CreateAsync(
            url,
            Database.OwnerConnectionString,
            secretFile: null,
            Clock,
            TestContext.Current.CancellationToken
        );
        await platform.StartAsync(TestContext.Current.CancellationToken);
    }

    public async Task StopPlatformAsync()
    {
        if (platform is not null)
            await platform.DisposeAsync();
        platform = null;
    }

    public async Task<JsonNode> GetAsync(string path) =>
        (await http.GetFromJsonAsync<JsonNode>(url + path, TestContext.Current.CancellationToken))!;

    public async Task<JsonNode> PostAsync(string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri(url + path), content, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }

    /// <summary>Kills the silo and starts another one.</summary>
    public async Task ReplaceAsync(SiloAddress? silo)
    {
        var test = TestContext.Current.CancellationToken;
        await Cluster.KillSiloAsync(Cluster.Silos.First(one => one.SiloAddress.Equals(silo)), test);
        await Cluster.StartSilosAsync(1, test);
    }

    public Task FailAsync(string faults) => PostAsync("/control/faults", faults);

    /// <summary>
    /// Nothing is waiting, leased or postponed; refused ones stay. When all that waits is postponed, the clocks are moved to the first of it:
    /// after many faults in a row an item is postponed for minutes. So is the sending as a whole, for up to a minute each time: when something
    /// is due and is not taken for long, the clocks are moved by that.
    /// </summary>
    public async Task DrainedAsync()
    {
        const string left = "SELECT count(*) FROM platform_item WHERE listed_at IS NULL AND not_before < 'infinity'";
        const string first = """
            SELECT greatest(min(not_before), $1) FROM platform_item WHERE listed_at IS NULL AND not_before < 'infinity'
                AND NOT EXISTS (SELECT FROM platform_item WHERE listed_at IS NULL AND lease IS NOT NULL)
            """;
        const string due = """
            SELECT coalesce(sum(attempts), 0) FROM platform_item WHERE listed_at IS NULL AND not_before <= $1
                AND NOT EXISTS (SELECT FROM platform_item WHERE listed_at IS NULL AND lease IS NOT NULL)
            HAVING count(*) > 0
            """;
        var (seen, times) = (-1L, 0);
        await Wait.UntilAsync(
            async () =>
            {
                if (await ScalarAsync<long>(left) == 0)
                    return true;
                await AdvanceToAsync(new DateTimeOffset(await ScalarAsync<DateTime>(first, Clock.GetUtcNow())));
                var untaken = await ScalarAsync<long>($"SELECT coalesce(({due}), -1)", Clock.GetUtcNow());
                (seen, times) = (untaken, untaken >= 0 && untaken == seen ? times + 1 : 0);
                if (times < LongUntaken)
                    return false;
                await AdvanceAsync(TimeSpan.FromMinutes(1));
                times = 0;
                return false;
            },
            "all is sent"
        );
    }

    public Task HandedOverAsync(long settled) =>
        Wait.UntilAsync(
            async () =>
                await ScalarAsync<long>("SELECT count(*) FROM platform_application WHERE status <> 'pending'") >= settled
                && await ScalarAsync<long>("SELECT count(*) FROM platform_application WHERE status = 'pending'") == 0,
            "all are handed over"
        );

    public Task<Page<RefusedItem>> RefusedAsync() =>
        Outbox.RefusedAsync(new SearchScope(null, ""), new PageRequest(200, null), TestContext.Current.CancellationToken);

    /// <summary>
    /// What the platform holds is what the register believes that it accepted, each once, and in the order of each registration.
    /// </summary>
    public async Task AgreesAsync()
    {
        var held = (await GetAsync("/control/holdings?limit=100000"))["items"]!.AsArray();
        Assert.Equal(
            await ScalarAsync<string>(
                "SELECT coalesce(string_agg(key, E'\n' ORDER BY key COLLATE \"C\"), '') FROM platform_sent WHERE outcome = 'accepted'"
            ),
            string.Join('\n', held.Select(item => (string)item!["key"]!).Order(StringComparer.Ordinal))
        );
        Assert.All(held, item => Assert.Equal(0, (int)item!["differing"]!));
        foreach (var registration in held.Where(item => item!["registration"] is not null).GroupBy(item => (string)item!["registration"]!))
            Assert.Equal("registration", (string)registration.MinBy(item => (long)item!["sequence"]!)!["kind"]!);
        var outOfOrder = (await GetAsync("/control/refusals"))["refusals"]!
            .AsArray()
            .Where(refusal => (string)refusal!["code"]! == "order")
            .Select(refusal => refusal!.ToJsonString());
        Assert.Equal("", string.Join('\n', outOfOrder));
    }

    public override async ValueTask DisposeAsync()
    {
        http.Dispose();
        await base.DisposeAsync();
        await StopPlatformAsync();
        GC.SuppressFinalize(this);
    }

    protected override void Configure(ISiloBuilder silo)
    {
        var services = silo.Services;
        services.AddGridPlatform(
            new ConfigurationBuilder()
                .AddInMemoryCollection(
                    new Dictionary<string, string?>
                    {
                        ["GRID_PLATFORM_URL"] = url,
                        ["Grid:Platform:AttemptTimeout"] = "00:00:02",
                        ["Grid:Platform:Interval"] = "00:00:00.050",
                        ["Grid:Platform:PullInterval"] = "00:00:00.200",
                        ["Grid:Platform:ReconcileInterval"] = "00:00:00.300",
                        ["Grid:Platform:Lease"] = "00:00:30",
                        ["Grid:Platform:PageSize"] = "12",
                        ["Grid:Platform:BatchSize"] = "3",
                        ["Grid:Platform:PullSize"] = "7",
                    }
                )
                .Build(),
            isDevelopment: false
        );
        services.AddSingleton<IPlatformTransport>(provider => new HeldTransport(
            new HttpPlatformTransport(
                provider.GetRequiredService<IHttpClientFactory>(),
                provider.GetRequiredService<IReferenceData>(),
                provider.GetRequiredService<IOptions<PlatformConnectionOptions>>(),
                Clock
            ),
            Held,
            provider.GetRequiredService<ILocalSiloDetails>().SiloAddress
        ));
    }
}

/// <summary>Only the sync's reminder can wake it.</summary>
public sealed class UnwatchedCluster : SyncCluster
{
    protected override void Configure(ISiloBuilder silo)
    {
        base.Configure(silo);
        foreach (
            var watch in silo
                .Services.Where(service =>
                    service.ServiceType == typeof(IHostedService) && service.ImplementationType == typeof(SingletonGrainActivator)
                )
                .ToArray()
        )
        {
            silo.Services.Remove(watch);
        }
    }
}
