using System.Globalization;
using Grid.EndToEnd.Tests.Processes;
using Grid.Testing;
using Grid.Testing.Databases;
using Npgsql;

namespace Grid.EndToEnd.Tests.Kills;

/// <summary>
/// Two systems follow the feed of changes while clerks work and the register is killed again and again, also just before and just after a
/// commit. In the end each has been told exactly what the journal holds: nothing is missing, nothing came twice, and each person's events
/// came in their order.
/// </summary>
public sealed class ChangesUnderKillsTests
{
    private static readonly TimeSpan ForFaultPoint = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task A_reader_is_told_what_the_journal_holds_once_and_in_order()
    {
        var kills = TestSize.Pick(small: 3, full: 40);
        var clients = TestSize.Pick(small: 3, full: 32);
        var test = TestContext.Current.CancellationToken;
        var random = new Random(20_200_721);
        await using var database = await TestDatabase.CreateAsync(test);
        using var home = new GridHome();
        var settings = new SiloSettings(home.Folder, database.ApplicationConnectionString, FreePorts.Take());
        var address = new Uri($"http://127.0.0.1:{settings.Port}");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(test);
        var load = Enumerable
            .Range(0, clients)
            .Select(i => new LoadClient(
                i,
                persons: 20,
                new ApiClient(address, home.Tokens.Issue($"clerk-{i}", "clerk", MadeUpApplication.Office)),
                new Random(random.Next())
            ))
            .ToArray();
        ChangeReader[] readers =
        [
            new(new ApiClient(address, home.Tokens.Issue("office-system", "office-system", MadeUpApplication.Office))),
            new(new ApiClient(address, home.Tokens.Issue("supervisor", "supervisor", MadeUpApplication.Office))),
        ];

        var silo = await SiloProcess.StartAsync(PointOf(settings, kills), test);
        var work = load.Select(client => client.WorkAsync(stop.Token, test)).ToArray();
        var follow = readers.Select(reader => reader.FollowAsync(stop.Token)).ToArray();
        for (var kill = kills; kill > 0; kill--)
        {
            if (silo.HasFaultPoint)
            {
                await silo.WaitForExitAsync(test).WaitAsync(ForFaultPoint, test);
            }
            else
            {
                await Wait.ForAsync(TimeSpan.FromMilliseconds(random.Next(200, 1500)), test);
                await silo.KillAsync(test);
            }

            await silo.DisposeAsync();
            silo = await SiloProcess.StartAsync(PointOf(settings, kill - 1), test);
        }

        var enough = load.Sum(client => client.Count) + (clients * 5);
        await Wait.UntilAsync(() => load.Sum(client => client.Count) >= enough, "work after the last kill");
        await stop.CancelAsync();
        await Task.WhenAll([.. work, .. follow]);

        // Transactions of other tests on the same server may hold the last ones back for a moment.
        List<(Guid Person, long Version, string Event)> journal = [];
        foreach (var reader in readers)
        {
            await Wait.UntilAsync(
                async () =>
                {
                    await reader.FinishAsync(test);
                    journal = await JournalAsync(database, test);
                    return reader.Told.Count >= journal.Count;
                },
                () => $"{journal.Count} changes; there are {reader.Told.Count}"
            );
            Assert.Equal(journal.Order(), reader.Told.Order());
            foreach (var person in reader.Told.GroupBy(change => change.Person))
                Assert.Equal(person.Select(change => change.Version).Order(), person.Select(change => change.Version));
        }

        await silo.StopAsync(test);
        await silo.DisposeAsync();
        TestContext.Current.TestOutputHelper!.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{kills} kills, {journal.Count} events, {readers[0].Pages} pages, {load.Sum(client => client.Count)} commands"
            )
        );
    }

    /// <summary>Just before a commit, just after one, at random; the last life has no fault.</summary>
    private static SiloSettings PointOf(SiloSettings settings, int left) =>
        settings with
        {
            FaultPoint =
                left == 0 ? null
                : left % 3 == 0 ? "before-commit:8"
                : left % 3 == 1 ? "after-commit:8"
                : null,
        };

    private static async Task<List<(Guid Person, long Version, string Event)>> JournalAsync(
        TestDatabase database,
        CancellationToken cancellationToken
    )
    {
        await using var source = NpgsqlDataSource.Create(database.OwnerConnectionString);
        await using var command = source.CreateCommand("SELECT person_id, sequence, event FROM journal");
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var all = new List<(Guid, long, string)>();
        while (await row.ReadAsync(cancellationToken))
            all.Add((row.GetGuid(0), row.GetInt64(1), row.GetString(2)));
        return all;
    }
}
