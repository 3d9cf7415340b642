using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Grid.Domain.Calendar;
using Grid.EndToEnd.Tests.Kills;
using Grid.EndToEnd.Tests.Processes;
using Grid.PlatformSimulator;
using Grid.Testing;
using Grid.Testing.Databases;
using Npgsql;

namespace Grid.EndToEnd.Tests.Platform;

/// <summary>
/// The register is killed again and again while it works and sends, and the platform fails in every way. In the end the platform holds exactly what the journal says, each item once in
/// effect.
/// </summary>
public sealed class PlatformKillTests
{
    private const string Faults =
        """{"errors": 0.05, "lostAnswers": 0.1, "halfAnswers": 0.1, "truncated": 0.05, "html": 0.02, "slow": {"rate": 0.5, "milliseconds": 150, "on": ["uploads"]}}""";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    [Fact]
    public async Task The_platform_holds_what_the_journal_says_each_once()
    {
        var kills = TestSize.Pick(small: 3, full: 12);
        var test = TestContext.Current.CancellationToken;
        var random = new Random(20_200_331);
        await using var database = await TestDatabase.CreateAsync(test);
        await using var source = NpgsqlDataSource.Create(database.OwnerConnectionString);
        var url = $"http://127.0.0.1:{FreePorts.Take()}";
        await using var platform = await SimulatedPlatform.CreateAsync(url, database.OwnerConnectionString, secretFile: null, TimeProvider.System, test);
        await platform.StartAsync(test);
        using var http = new HttpClient { BaseAddress = new Uri(url) };
        using (var faults = new StringContent(Faults, Encoding.UTF8, "application/json"))
            (await http.PostAsync(new Uri("/control/faults", UriKind.Relative), faults, test)).EnsureSuccessStatusCode();

        using var home = new GridHome();
        var settings = new SiloSettings(home.Folder, database.ApplicationConnectionString, FreePorts.Take())
        {
            Variables = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["GRID_PLATFORM_URL"] = url,
                ["Grid__Platform__Interval"] = "00:00:00.1",
                ["Grid__Platform__Lease"] = "00:00:10",
                ["Grid__Platform__PageSize"] = "10",
                ["Grid__Platform__BatchSize"] = "3",
            },
        };
        var today = ChinaTime.DateOf(TimeProvider.System.GetUtcNow());
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(test);
        var address = new Uri($"http://127.0.0.1:{settings.Port}");
        var load = Enumerable.Range(0, 4)
            .Select(i => new LoadClient(i, persons: 10, new ApiClient(address, home.Tokens.Issue($"clerk-{i}", "clerk", MadeUpApplication.Office)), new Random(random.Next()), today))
            .ToArray();
        var silo = await SiloProcess.StartAsync(settings, test);
        var work = load.Select(client => client.WorkAsync(stop.Token, test)).ToArray();
        for (var kill = 0; kill < kills; kill++)
        {
            await Task.Delay(random.Next(1500, 3500), test);
            await silo.KillAsync(test);
            await silo.DisposeAsync();
            silo = await SiloProcess.StartAsync(settings, test);
        }

        await stop.CancelAsync();
        await Task.WhenAll(work);
        Assert.Empty(load.SelectMany(client => client.Unexpected));
        await DrainAsync(source, test);
        await silo.StopAsync(test);
        Assert.Equal(0, silo.ExitCode);
        await silo.DisposeAsync();
        await CheckAsync(source, http, database, test);
    }

    private static async Task DrainAsync(NpgsqlDataSource source, CancellationToken test)
    {
        var clock = Stopwatch.StartNew();
        while (await ScalarAsync<long>(source, "SELECT count(*) FROM platform_item", test) is var waiting and > 0)
        {
            Assert.True(clock.Elapsed < Patience, $"{waiting} items still wait after {Patience}.");
            await Task.Delay(TimeSpan.FromMilliseconds(200), test);
        }
    }

    private static async Task CheckAsync(NpgsqlDataSource source, HttpClient http, TestDatabase database, CancellationToken test)
    {
        var held = (await http.GetFromJsonAsync<JsonNode>("/control/holdings?limit=100000", test))!["items"]!.AsArray();
        var events = await ScalarAsync<long>(source, "SELECT count(*) FROM journal WHERE event IN ('applicationApproved', 'registered', 'exited')", test);
        Assert.True(events > 30, $"only {events} events");
        Assert.Equal(events, held.Count);
        Assert.Equal(events, held.Select(item => (string)item!["key"]!).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(
            await ScalarAsync<string>(source, "SELECT string_agg(key, ' ' ORDER BY key COLLATE \"C\") FROM platform_sent WHERE outcome = 'accepted'", test),
            string.Join(' ', held.Select(item => (string)item!["key"]!).Order(StringComparer.Ordinal)));
        Assert.All(held, item => Assert.Equal(0, (int)item!["differing"]!));
        Assert.Contains(held, item => (int)item!["times"]! > 1); // Else no kill and no fault came between an effect and its mark.
        Assert.Empty((await http.GetFromJsonAsync<JsonNode>("/control/refusals", test))!["refusals"]!.AsArray());
        await using var stored = new StoredRegister(database.OwnerConnectionString);
        Assert.Empty(await stored.FaultsAsync(test));
    }

    private static async Task<T> ScalarAsync<T>(NpgsqlDataSource source, string sql, CancellationToken test)
    {
#pragma warning disable CA2100 // One of the statements above.
        await using var command = source.CreateCommand(sql);
#pragma warning restore CA2100
        return (T)(await command.ExecuteScalarAsync(test))!;
    }
}
