using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Grid.EndToEnd.Tests.Processes;
using Grid.PlatformSimulator;
using Grid.Testing;
using Grid.Testing.Databases;
using Microsoft.AspNetCore.Builder;
using Npgsql;

namespace Grid.EndToEnd.Tests.Platform;

/// <summary>The register as a process that can be killed, and the simulated platform beside it, which lives on.</summary>
internal sealed class RegisterWithPlatform : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly WebApplication platform;
    private readonly HttpClient http;
    private SiloProcess? silo;

    private RegisterWithPlatform(
        TestDatabase database,
        GridHome home,
        WebApplication platform,
        HttpClient http,
        IReadOnlyDictionary<string, string> variables
    )
    {
        (Database, Home, this.platform, this.http) = (database, home, platform, http);
        Settings = new SiloSettings(home.Folder, database.ApplicationConnectionString, FreePorts.Take())
        {
            Variables = new Dictionary<string, string>(variables, StringComparer.Ordinal)
            {
                ["GRID_PLATFORM_URL"] = http.BaseAddress!.GetLeftPart(UriPartial.Authority),
            },
        };
        Source = NpgsqlDataSource.Create(database.OwnerConnectionString);
    }

    public TestDatabase Database { get; }

    public GridHome Home { get; }

    /// <summary>The owner's connections, for what no interface shows.</summary>
    public NpgsqlDataSource Source { get; }

    public SiloSettings Settings { get; }

    public Uri Address => new($"http://127.0.0.1:{Settings.Port}");

    /// <summary>Makes database, home and platform; the register is not started yet.</summary>
    public static async Task<RegisterWithPlatform> CreateAsync(IReadOnlyDictionary<string, string> variables, CancellationToken test)
    {
        var database = await TestDatabase.CreateAsync(test);
        var url = $"http://127.0.0.1:{FreePorts.Take()}";
        var simulator = await SimulatedPlatform.CreateAsync(
            url,
            database.OwnerConnectionString,
            secretFile: null,
            TimeProvider.System,
            test
        );
        await simulator.StartAsync(test);
        return new RegisterWithPlatform(
            database,
            new GridHome(),
            simulator,
            new HttpClient { BaseAddress = new Uri(url), Timeout = TimeSpan.FromMinutes(5) },
            variables
        );
    }

    public ApiClient Client(string subject, string role, string office) => new(Address, Home.Tokens.Issue(subject, role, office));

    public async Task StartAsync(CancellationToken test) => silo = await SiloProcess.StartAsync(Settings, test);

    /// <summary>SIGKILL, and a new process in its place.</summary>
    public async Task KillAndStartAsync(CancellationToken test)
    {
        await silo!.KillAsync(test);
        await silo.DisposeAsync();
        silo = null;
        await StartAsync(test);
    }

    /// <summary>Ends the process as an administrator does.</summary>
    public async Task StopAsync(CancellationToken test)
    {
        await silo!.StopAsync(test);
        Assert.Equal(0, silo.ExitCode);
        await silo.DisposeAsync();
        silo = null;
    }

    /// <summary>What the register's clock shows from its next start on.</summary>
    public async Task MoveClockAsync(TimeSpan by, CancellationToken test)
    {
        await using var command = Source.CreateCommand("UPDATE clock_offset SET amount = $1");
        command.Parameters.AddWithValue(by);
        await command.ExecuteNonQueryAsync(test);
    }

    /// <summary>Asks the simulator.</summary>
    public async Task<JsonNode> AskPlatformAsync(string path, CancellationToken test) =>
        (await http.GetFromJsonAsync<JsonNode>(new Uri($"/control/{path}", UriKind.Relative), test))!;

    /// <summary>Sets the simulator's faults.</summary>
    public async Task<JsonNode> TellPlatformAsync(string path, string body, CancellationToken test)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri($"/control/{path}", UriKind.Relative), content, test);
        var text = await answer.Content.ReadAsStringAsync(test);
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }

    /// <summary>All that the platform holds, in order of effect.</summary>
    public async Task<List<JsonNode>> HoldingsAsync(CancellationToken test)
    {
        var items = new List<JsonNode>();
        long? after = 0;
        while (after is { } place)
        {
            var page = await AskPlatformAsync($"holdings?limit=50000&after={place}", test);
            items.AddRange(page["items"]!.AsArray().Select(item => item!));
            after = (long?)page["next"];
        }

        return items;
    }

    /// <summary>Waits until nothing is left to be sent; what is reported by hand stays.</summary>
    public async Task DrainAsync(CancellationToken test)
    {
        var clock = Stopwatch.StartNew();
        var least = long.MaxValue;
        while (await ScalarAsync<long>("SELECT count(*) FROM platform_item WHERE NOT by_hand", test) is var waiting and > 0)
        {
            if (waiting < least)
                (least, clock) = (waiting, Stopwatch.StartNew());
            Assert.True(clock.Elapsed < Patience, $"{waiting} items wait, and none of them left for {Patience}.");
            await Wait.ForAsync(TimeSpan.FromMilliseconds(100), test);
        }
    }

    public async Task<T> ScalarAsync<T>(string sql, CancellationToken test)
    {
#pragma warning disable CA2100 // Constants of the tests.
        await using var command = Source.CreateCommand(sql);
#pragma warning restore CA2100
        command.CommandTimeout = 300;
        return (T)(await command.ExecuteScalarAsync(test))!;
    }

    public async ValueTask DisposeAsync()
    {
        if (silo is not null)
            await silo.DisposeAsync();
        http.Dispose();
        await platform.DisposeAsync();
        await Source.DisposeAsync();
        Home.Dispose();
        await Database.DisposeAsync();
    }
}
