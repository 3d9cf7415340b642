using Grid.Domain.Counting;
using Grid.EndToEnd.Tests.Processes;
using Grid.Testing;
using Grid.Testing.Databases;

namespace Grid.EndToEnd.Tests.Kills;

/// <summary>
/// The register is killed again and again under load, at random, just before and after a commit of persons, and while it folds counts.
/// Whatever was acknowledged is there, once; whatever was not is settled by repeating it with its key; and it is counted once.
/// </summary>
public sealed class KillTests
{
    private static readonly TimeSpan ForFaultPoint = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task What_was_acknowledged_is_there_exactly_once()
    {
        var kills = TestSize.Pick(small: 3, full: 50);
        var clients = TestSize.Pick(small: 4, full: 32);
        var test = TestContext.Current.CancellationToken;

        // A fixed seed: the order of commands and the moments of the kills repeat, what the machine makes of them does not.
        var random = new Random(20_200_720);
        await using var database = await TestDatabase.CreateAsync(test);
        using var home = new GridHome();
        var settings = new SiloSettings(home.Folder, database.ApplicationConnectionString, FreePorts.Take());
        var figures = new KillFigures();

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(test);
        var address = new Uri($"http://127.0.0.1:{settings.Port}");
        var load = Enumerable
            .Range(0, clients)
            .Select(i => new LoadClient(
                i,
                persons: 20,
                new ApiClient(address, home.Tokens.Issue($"clerk-{i}", "clerk", MadeUpApplication.Office)),
                new Random(random.Next())
            ))
            .ToArray();
        var silo = await StartAsync(settings, random, figures, kills, test);
        var work = load.Select(client => client.WorkAsync(stop.Token, test)).ToArray();
        for (var kill = 1; kill <= kills; kill++)
        {
            await EndAsync(silo, random, test);
            await silo.DisposeAsync();
            silo = await StartAsync(settings, random, figures, kills - kill, test);
        }

        await stop.CancelAsync();
        await Task.WhenAll(work);
        await silo.StopAsync(test);
        Assert.Equal(0, silo.ExitCode);
        await silo.DisposeAsync();

        await CheckAsync(database, load, figures, test);
        await CheckCountsAsync(database, home, figures, test);
        await PublishAsync(figures, test);
    }

    /// <summary>
    /// Of each five lives one ends just before a commit, one just after, one while it folds a page, one just after that, and one at random;
    /// the last one lives.
    /// </summary>
    private static async Task<SiloProcess> StartAsync(
        SiloSettings settings,
        Random random,
        KillFigures figures,
        int killsLeft,
        CancellationToken test
    )
    {
        var at = random.Next(2, TestSize.Pick(small: 10, full: 40));
        var point =
            killsLeft == 0
                ? null
                : (killsLeft % 5) switch
                {
                    0 => $"before-commit:{at}",
                    1 => $"after-commit:{at}",
                    2 => $"before-fold:{at}",
                    3 => $"after-fold:{at}",
                    _ => null,
                };
        var silo = await SiloProcess.StartAsync(settings with { FaultPoint = point }, test);
        if (killsLeft > 0)
        {
            _ = (killsLeft % 5) switch
            {
                0 => figures.BeforeCommit++,
                1 => figures.AfterCommit++,
                2 => figures.BeforeFold++,
                3 => figures.AfterFold++,
                _ => figures.Random++,
            };
        }

        if (silo.StartToReady > TimeSpan.Zero)
            figures.StartToReady.Add(silo.StartToReady);
        return silo;
    }

    private static async Task EndAsync(SiloProcess silo, Random random, CancellationToken test)
    {
        if (silo.HasFaultPoint)
        {
            await silo.WaitForExitAsync(test).WaitAsync(ForFaultPoint, test);
            return;
        }

        await Wait.ForAsync(TimeSpan.FromMilliseconds(random.Next(200, 1500)), test);
        await silo.KillAsync(test);
    }

    private static async Task CheckAsync(TestDatabase database, LoadClient[] load, KillFigures figures, CancellationToken test)
    {
        await using var stored = new StoredRegister(database.OwnerConnectionString);
        var receipts = await stored.ReceiptsAsync(test);
        var journal = await stored.JournalAsync(test);
        var acknowledged = load.SelectMany(client => client.Acknowledged).ToArray();

        Assert.Empty(load.SelectMany(client => client.Unexpected));
        Assert.All(acknowledged, command => Assert.Equal(1, receipts.GetValueOrDefault((command.Caller, command.Key))));
        Assert.Equal(acknowledged.Length, receipts.Count);
        foreach (var person in acknowledged.GroupBy(command => command.Person))
            Assert.Equal(person.SelectMany(command => command.Events), journal[person.Key]);
        Assert.Equal(acknowledged.Select(command => command.Person).Distinct().Count(), journal.Count);
        Assert.Equal(0, await stored.DisagreementsAsync(test));
        Assert.Empty(await stored.FaultsAsync(test));

        figures.Commands = acknowledged.Length;
        figures.Repeated = acknowledged.Count(command => command.Attempts > 1);
        figures.Replayed = acknowledged.Count(command => command.Replayed);
        figures.Persons = journal.Count;
        figures.JournalRows = journal.Values.Sum(events => (long)events.Count);

        // Kills that hit nothing would prove nothing.
        Assert.True(figures.Repeated > 0, "No command was interrupted by a kill.");
        Assert.True(figures.Replayed > 0, "No kill came between a commit and its answer.");
    }

    /// <summary>Counts are what the journal says, exactly, as they were left and when all is folded.</summary>
    private static async Task CheckCountsAsync(TestDatabase database, GridHome home, KillFigures figures, CancellationToken test)
    {
        await using var stored = new StoredRegister(database.OwnerConnectionString);
        var journal = await stored.JournalAsync(test);
        await using var counts = new StoredCounts(database.ApplicationConnectionString, home.Folder);
        figures.Pages = await counts.PagesAsync(test);
        var (asLeft, folded) = await counts.RecountAsync(test);

        Assert.Empty(asLeft.Differences);
        Assert.Empty(folded.Differences);
        Assert.Equal((0, 0), (asLeft.DifferentCells, folded.DifferentCells));
        Assert.Equal(0, folded.Waiting);
        Assert.True(figures.Pages > 0, "Nothing was folded while the register ran.");
        figures.Registered = StoredCounts.Total(folded, Measure.New);
        figures.Exited = StoredCounts.Total(folded, Measure.Exited);
        figures.DifferentCells = folded.DifferentCells;
        Assert.Equal(journal.Values.Sum(events => events.Count(e => e == "registered")), figures.Registered);
        Assert.Equal(journal.Values.Sum(events => events.Count(e => e == "exited")), figures.Exited);
    }

    private static async Task PublishAsync(KillFigures figures, CancellationToken test)
    {
        var text = figures.ToString();
        TestContext.Current.TestOutputHelper!.WriteLine(text);
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "TestResults"));
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "kill-test.txt"), text, test);
    }
}
