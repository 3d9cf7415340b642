using Grid.EndToEnd.Tests.Kills;
using Grid.EndToEnd.Tests.Processes;
using Grid.Testing;

namespace Grid.EndToEnd.Tests.Platform;

/// <summary>
/// The register is killed again and again while it works and sends, and the platform fails in every way. In the end the platform holds
/// exactly what the journal says, each item once in effect.
/// </summary>
public sealed class PlatformKillTests
{
    private const string Faults =
        """{"errors": 0.05, "lostAnswers": {"rate": 0.1, "next": 2, "on": ["uploads"]}, "halfAnswers": 0.1, "truncated": 0.05, "html": 0.02, "slow": {"rate": 0.5, "milliseconds": 150, "on": ["uploads"]}}""";

    [Fact]
    public async Task The_platform_holds_what_the_journal_says_each_once()
    {
        var kills = TestSize.Pick(small: 1, full: 12);
        var test = TestContext.Current.CancellationToken;
        var random = new Random(20_200_331);
        await using var register = await RegisterWithPlatform.CreateAsync(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Grid__Platform__Interval"] = "00:00:00.1",
                ["Grid__Platform__Lease"] = "00:00:10",
                ["Grid__Platform__PageSize"] = "10",
                ["Grid__Platform__BatchSize"] = "3",
            },
            test
        );
        await register.TellPlatformAsync("faults", Faults, test);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(test);
        var load = Enumerable
            .Range(0, 4)
            .Select(i => new LoadClient(
                i,
                persons: 10,
                register.Client($"clerk-{i}", "clerk", MadeUpApplication.Office),
                new Random(random.Next())
            ))
            .ToArray();
        await register.StartAsync(test);
        var work = load.Select(client => client.WorkAsync(stop.Token, test)).ToArray();
        for (var kill = 0; kill < kills; kill++)
        {
            await Wait.ForAsync(TimeSpan.FromMilliseconds(random.Next(1500, 3500)), test);

            // On a busy machine as much was done as on an idle one.
            var wanted = 60 * (kill + 1);
            await Wait.UntilAsync(
                () => load.Sum(client => client.Acknowledged.Count) >= wanted,
                "the clients get on",
                TimeSpan.FromMinutes(10)
            );
            await register.KillAndStartAsync(test);
        }

        await stop.CancelAsync();
        await Task.WhenAll(work);
        Assert.Empty(load.SelectMany(client => client.Unexpected));
        await register.DrainAsync(test);
        await register.StopAsync(test);
        await CheckAsync(register, test);
    }

    private static async Task CheckAsync(RegisterWithPlatform register, CancellationToken test)
    {
        var held = await register.HoldingsAsync(test);
        var events = await register.ScalarAsync<long>(
            "SELECT count(*) FROM journal WHERE event IN ('applicationApproved', 'registered', 'exited')",
            test
        );
        Assert.True(events >= 10, $"only {events} events");
        Assert.Equal(events, held.Count);
        Assert.Equal(events, held.Select(item => (string)item["key"]!).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(
            await register.ScalarAsync<string>(
                "SELECT string_agg(key, ' ' ORDER BY key COLLATE \"C\") FROM platform_sent WHERE outcome = 'accepted'",
                test
            ),
            string.Join(' ', held.Select(item => (string)item["key"]!).Order(StringComparer.Ordinal))
        );
        Assert.All(held, item => Assert.Equal(0, (int)item["differing"]!));
        Assert.Contains(held, item => (int)item["times"]! > 1); // Else no kill and no fault came between an effect and its mark.
        Assert.Empty((await register.AskPlatformAsync("refusals", test))["refusals"]!.AsArray());
        await using var stored = new StoredRegister(register.Database.OwnerConnectionString);
        Assert.Empty(await stored.FaultsAsync(test));
    }
}
