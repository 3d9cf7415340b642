using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Grid.Api.Tests.Hosts;
using Grid.PlatformSimulator;
using Grid.Testing;
using Grid.Testing.Databases;
using Microsoft.AspNetCore.Builder;
using Npgsql;

namespace Grid.Api.Tests.Platform;

/// <summary>The host with a national platform: the simulator, with a database of its own.</summary>
public class PlatformHost : ApiHost
{
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly string url = $"http://127.0.0.1:{FreePorts.Take()}";
    private readonly HttpClient http = new();
    private TestDatabase holdings = null!;
    private WebApplication simulator = null!;

    protected override IReadOnlyDictionary<string, string?> Settings =>
        new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["GRID_PLATFORM_URL"] = url,
            ["Grid:Platform:Interval"] = "00:00:00.100",
            ["Grid:Platform:PullInterval"] = "00:00:00.200",
            ["Grid:Platform:ReconcileInterval"] = "00:00:00.500",
        };

    public Hosts.Api Operator => new(this, Token("operator"));

    public Hosts.Api Clerk(string office = Hosts.Api.Donghu) => new(this, Tokens.Sign(Key, "clerk", office, $"clerk-{office}", hours: 48));

    protected override async ValueTask PrepareAsync()
    {
        holdings = await TestDatabase.CreateAsync(TestContext.Current.CancellationToken);
        simulator = await SimulatedPlatform.CreateAsync(
            url,
            holdings.OwnerConnectionString,
            null,
            TimeProvider.System,
            TestContext.Current.CancellationToken
        );
        Watch(simulator);
        await simulator.StartAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>A step before the simulator's own.</summary>
    protected virtual void Watch(WebApplication platform) { }

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await base.DisposeAsync();
        await simulator.DisposeAsync();
        await holdings.DisposeAsync();
        http.Dispose();
    }

    /// <summary>Faults as the simulator takes them; <c>{}</c> ends all.</summary>
    public async Task FailAsync(object faults) => await ControlAsync("faults", faults);

    /// <summary>Puts applications into the platform's stream; answers what was made.</summary>
    public async Task<JsonArray> ApplyAsync(object order) => (await ControlAsync("applications", order))["applications"]!.AsArray();

    /// <summary>All that the platform holds of one number, in the order in which it took effect.</summary>
    public async Task<IReadOnlyList<JsonNode>> TraceAsync(string number) =>
        [
            .. JsonNode.Parse(
                await http.GetStringAsync(
                    new Uri($"{url}/control/trace?number={Uri.EscapeDataString(number)}"),
                    TestContext.Current.CancellationToken
                )
            )!["items"]!
                .AsArray()
                .Select(item => item!),
        ];

    /// <summary>Waits until the platform holds these kinds of a number, in this order.</summary>
    public Task<IReadOnlyList<JsonNode>> HeldAsync(string number, params string[] kinds) =>
        UntilAsync(() => TraceAsync(number)!, items => items.Select(item => (string)item["kind"]!).SequenceEqual(kinds));

    /// <summary>A field of what the platform holds, in the ministry's names.</summary>
    public async Task<string?> FieldAsync(string key, string name)
    {
        await using var connection = new NpgsqlConnection(holdings.OwnerConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand("SELECT fields->>$2 FROM platform_simulator.item WHERE key = $1", connection);
        command.Parameters.AddWithValue(key);
        command.Parameters.AddWithValue(name);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken) as string;
    }

    /// <summary>A person's line on the refused list; null when there is none.</summary>
    public async Task<JsonNode?> RefusedAsync(string person) =>
        (await Operator.GetAsync("/v1/platform/refused-items?pageSize=200")).Expect(HttpStatusCode.OK).Json["items"]!
            .AsArray()
            .SingleOrDefault(line => (string?)line!["personId"] == person);

    public async Task<JsonNode> StateAsync() => (await Operator.GetAsync("/v1/platform")).Expect(HttpStatusCode.OK).Json;

    /// <summary>Asks until a condition holds; on failure reports the last log lines.</summary>
    public async Task<T> UntilAsync<T>(Func<Task<T?>> ask, Func<T, bool> condition)
        where T : class
    {
        var started = Stopwatch.StartNew();
        while (true)
        {
            if (await ask() is { } found && condition(found))
                return found;

            Assert.True(started.Elapsed < Patience, $"Not within {Patience.TotalMinutes} min. {string.Join('\n', Log.Lines.TakeLast(10))}");
            await Wait.ForAsync(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);
        }
    }

    private async Task<JsonNode> ControlAsync(string what, object body)
    {
        using var content = new StringContent(body as string ?? JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri($"{url}/control/{what}"), content, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }
}

/// <summary>A host whose clock shows yesterday, until it is started again today.</summary>
public sealed class YesterdayHost : PlatformHost
{
    protected override async ValueTask PrepareAsync()
    {
        await MoveClockAsync("-1 day");
        await base.PrepareAsync();
    }

    /// <summary>Ends the host and starts it today, over what it left.</summary>
    public async Task GoOnTodayAsync()
    {
        await StopAsync();
        await MoveClockAsync("0");
        await StartAsync();
    }

    private async Task MoveClockAsync(string by)
    {
        await using var connection = new NpgsqlConnection(Database.OwnerConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand($"UPDATE clock_offset SET amount = '{by}'", connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
