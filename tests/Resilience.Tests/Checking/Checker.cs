using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Grid.EndToEnd.Tests.Kills;
using Grid.Resilience.Tests.Load;
using Grid.Resilience.Tests.Running;
using Grid.Testing;
using Npgsql;

namespace Grid.Resilience.Tests.Checking;

/// <summary>
/// Compares the answers that clients got with what the database holds: every acknowledged command once in receipts and journal, unknown
/// ones wholly or not at all, the tables among themselves (reminders too), every row with its MAC, counts with a recount of the journal, and the platform's
/// holdings with what the register says it sent. While no client works.
/// </summary>
internal static class Checker
{
    public static async Task<Sums> CheckAsync(Cluster cluster, Offices offices, CancellationToken test)
    {
        var unexpected = offices.Clerks.SelectMany(clerk => clerk.Unexpected).ToArray();
        Assert.True(unexpected.Length == 0, string.Join('\n', unexpected)); // Whole: what was answered says what went wrong.
        await using var stored = new StoredRegister(cluster.Database.OwnerConnectionString);
        var receipts = await stored.ReceiptsAsync(test);
        var journal = await stored.JournalAsync(test);
        var persons = offices.Persons.ToArray();
        var sums = Compare(persons, receipts, journal);
        Assert.Equal((0, 0), (sums.Lost, sums.Doubled));

        var agreement = await stored.FaultsAsync(test);
        Assert.True(agreement.Count == 0, string.Join(", ", agreement));
        Assert.Empty(await StoredChain.FaultsAsync(cluster.Database.ApplicationConnectionString, cluster.Home.Folder, test));
        await using var counts = new StoredCounts(cluster.Database.ApplicationConnectionString, cluster.Home.Folder);
        var (asLeft, folded) = await counts.RecountAsync(test);
        Assert.Empty(asLeft.Differences);
        Assert.Equal((0, 0, 0), (asLeft.DifferentCells, folded.DifferentCells, folded.Waiting));
        return sums with { PlatformItems = await PlatformAsync(cluster, test) };
    }

    private static Sums Compare(
        MadeUpPerson[] persons,
        Dictionary<(string Caller, string Key), int> receipts,
        Dictionary<Guid, List<string>> journal
    )
    {
        var (lost, doubled, done) = (0, 0, 0);
        var known = new HashSet<(string, string)>();
        var abandonedStrangers = new List<IReadOnlyList<string>>();
        foreach (var person in persons)
        {
            lost += person.Keys.Count(key => known.Add(key) && !receipts.ContainsKey(key));
            var expected = person.Events.ToList();
            if (person.Abandoned is { } abandoned)
            {
                known.Add((abandoned.Caller, abandoned.Key));
                if (receipts.ContainsKey((abandoned.Caller, abandoned.Key)))
                {
                    done++;
                    expected.AddRange(abandoned.Events);
                    if (person.Id is null)
                        abandonedStrangers.Add(abandoned.Events); // Its identifier was never returned.
                }
            }

            if (person.Id is not { } id)
                continue;
            var there = journal.GetValueOrDefault(id) ?? [];
            lost += expected.Where((e, i) => there.ElementAtOrDefault(i) != e).Count();
            doubled += Math.Max(0, there.Count - expected.Count);
        }

        doubled += receipts.Count(receipt => receipt.Value > 1 || !known.Contains(receipt.Key));
        var strangers = journal.Where(entry => !persons.Any(person => person.Id == entry.Key)).ToArray();
        Assert.Equal(abandonedStrangers.Sum(events => events.Count), strangers.Sum(entry => entry.Value.Count));
        return new Sums(
            persons.Sum(person => person.Keys.Count),
            persons.Count(person => person.Abandoned is not null),
            done,
            lost,
            doubled,
            journal.Count,
            journal.Values.Sum(events => (long)events.Count),
            0
        );
    }

    /// <summary>Waits until the outbox is empty: then the platform holds what was sent, each item once in effect.</summary>
    private static async Task<long> PlatformAsync(Cluster cluster, CancellationToken test)
    {
        await using var source = NpgsqlDataSource.Create(cluster.Database.OwnerConnectionString);
        var waiting = 0L;
        await Wait.UntilAsync(
            async () =>
                (waiting = await ScalarAsync<long>(source, "SELECT count(*) FROM platform_item WHERE listed_at IS NULL", test)) == 0,
            () => $"{waiting} items still wait for the platform"
        );

        Assert.Equal(0L, await ScalarAsync<long>(source, "SELECT count(*) FROM platform_item WHERE NOT by_hand", test));
        using var http = new HttpClient { BaseAddress = cluster.Platform };
        var held = (await http.GetFromJsonAsync<JsonNode>("/control/holdings?limit=100000", test))!["items"]!.AsArray();
        Assert.Equal(
            await ScalarAsync<string?>(
                source,
                "SELECT coalesce(string_agg(key, ' ' ORDER BY key COLLATE \"C\"), '') FROM platform_sent WHERE outcome = 'accepted'",
                test
            ),
            string.Join(' ', held.Select(item => (string)item!["key"]!).Order(StringComparer.Ordinal))
        );
        Assert.All(held, item => Assert.Equal(0, (int)item!["differing"]!));
        return held.Count;
    }

    private static async Task<T> ScalarAsync<T>(NpgsqlDataSource source, string sql, CancellationToken test)
    {
#pragma warning disable CA2100 // One of the statements above.
        await using var command = source.CreateCommand(sql);
#pragma warning restore CA2100
        return (T)(await command.ExecuteScalarAsync(test))!;
    }
}
