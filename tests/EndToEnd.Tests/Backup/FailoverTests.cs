using System.Diagnostics;
using Grid.Domain.Counting;
using Grid.EndToEnd.Tests.Kills;
using Grid.EndToEnd.Tests.Processes;
using Grid.Testing;
using Grid.Testing.Databases;
using Npgsql;

namespace Grid.EndToEnd.Tests.Backup;

/// <summary>
/// A primary and a standby made by <c>deploy/postgres/standby.sh</c>. The primary is killed under load and the standby promoted; the
/// register, which knows both, goes on without being started again. With a synchronous standby nothing that was acknowledged is lost; with
/// one that is behind, what it had not received is, and what is left is consistent.
/// </summary>
public sealed class FailoverTests
{
    private const string Standby = "standby_b";

    [Fact]
    public async Task A_synchronous_standby_loses_nothing()
    {
        var test = TestContext.Current.CancellationToken;
        await using var primary = await PrivatePostgres.CreateAsync(test);
        await using var database = await primary.CreateDatabaseAsync(test);
        await using var standby = await FollowAsync(primary, test);
        await primary.ConfigureAsync(test, ("synchronous_standby_names", Standby));
        using var home = new GridHome();
        await using var silo = await SiloProcess.StartAsync(
            new SiloSettings(home.Folder, Both(database.ApplicationConnectionString, standby), FreePorts.Take()),
            test
        );
        await using var load = new SteadyLoad(silo.Address, home, clerks: 6, test);
        await load.GrowAsync(TestSize.Pick(small: 40, full: 5_000), test);

        await primary.KillAsync(test);
        var clock = Stopwatch.StartNew();
        var killed = TimeProvider.System.GetUtcNow();
        await PromoteAsync(standby, test);
        var promoted = TimeProvider.System.GetUtcNow();
        await load.GrowAsync(1, test);
        var again = clock.Elapsed;
        await load.GrowAsync(TestSize.Pick(small: 40, full: 5_000), test);
        await load.FinishAsync();
        await silo.StopAsync(test);

        var (there, lost) = await CompareAsync(database, standby, home, load, test);
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"answered again {again.TotalSeconds:0.0} s after the primary was killed; acknowledged {load.Acknowledged.Count}, repeated {load.Acknowledged.Count(c => c.Attempts > 1)}, there {there}, lost {lost}"
        );
        Assert.Empty(load.Unexpected);
        Assert.Equal(0, lost);
        Assert.Equal(load.Acknowledged.Count, there);
        Assert.Contains(load.Acknowledged, command => command.SentAt < promoted && command.AnsweredAt > killed); // Somebody was at work while there was no primary.
    }

    [Fact]
    public async Task A_standby_that_is_behind_loses_the_last_commands_and_stays_whole()
    {
        var test = TestContext.Current.CancellationToken;
        await using var primary = await PrivatePostgres.CreateAsync(test);
        await using var database = await primary.CreateDatabaseAsync(test);
        await using var standby = await FollowAsync(primary, test);
        using var home = new GridHome();
        var settings = new SiloSettings(home.Folder, Both(database.ApplicationConnectionString, standby), FreePorts.Take());
        var silo = await SiloProcess.StartAsync(settings, test);
        var load = new SteadyLoad(silo.Address, home, clerks: 6, test);
        await using (load)
        {
            await load.GrowAsync(TestSize.Pick(small: 40, full: 2_000), test);
            await standby.ConfigureAsync(test, ("primary_conninfo", ""));
            await load.GrowAsync(TestSize.Pick(small: 40, full: 2_000), test);
            await primary.KillAsync(test);
        }

        // What was in the memory of the silos may be what was lost: they are started again.
        await silo.DisposeAsync();
        await PromoteAsync(standby, test);
        await using var after = await SiloProcess.StartAsync(settings, test);
        await using (var more = new SteadyLoad(after.Address, home, clerks: 2, test))
        {
            await more.GrowAsync(5, test);
            await more.FinishAsync();
        }

        await after.StopAsync(test);
        var (there, lost) = await CompareAsync(database, standby, home, load, test);
        TestContext.Current.TestOutputHelper!.WriteLine($"acknowledged {load.Acknowledged.Count}, there {there}, lost {lost}");
        Assert.True(there >= 40, $"{there} are there.");
        Assert.True(lost > 0, "The standby was not behind.");
    }

    private static async Task<PrivatePostgres> FollowAsync(PrivatePostgres primary, CancellationToken test)
    {
        var standby = await primary.ReserveAsync(test);
        await primary.RunScriptAsync("postgres/standby.sh", test, "--into", $"{await standby.FolderAsync(test)}/data", "--name", Standby);
        await standby.StartAsync(test);
        return standby;
    }

    private static async Task PromoteAsync(PrivatePostgres standby, CancellationToken test) =>
        await standby.RunScriptAsync("postgres/promote.sh", test, $"{await standby.FolderAsync(test)}/data");

    private static string Both(string primary, PrivatePostgres standby)
    {
        var settings = new NpgsqlConnectionStringBuilder(primary);
        settings.Host =
            $"{settings.Host}:{settings.Port},127.0.0.1:{new NpgsqlConnectionStringBuilder(standby.SuperuserConnectionString).Port}";
        return settings.ConnectionString;
    }

    private static async Task<(int There, int Lost)> CompareAsync(
        TestDatabase database,
        PrivatePostgres standby,
        GridHome home,
        SteadyLoad load,
        CancellationToken test
    )
    {
        var port = new NpgsqlConnectionStringBuilder(standby.SuperuserConnectionString).Port;
        await using var stored = new StoredRegister(At(database.OwnerConnectionString, port));
        Assert.Equal(0, await stored.DisagreementsAsync(test));
        Assert.Empty(await stored.FaultsAsync(test));
        await using var counts = new StoredCounts(At(database.ApplicationConnectionString, port), home.Folder);
        var (asLeft, folded) = await counts.RecountAsync(test);
        Assert.Equal((0, 0), (asLeft.DifferentCells, folded.DifferentCells));
        var journal = await stored.JournalAsync(test);
        Assert.Equal(journal.Values.Sum(events => events.Count(e => e == "registered")), StoredCounts.Total(folded, Measure.New));

        var receipts = await stored.ReceiptsAsync(test);
        Assert.All(receipts, receipt => Assert.Equal(1, receipt.Value));
        var there = load.Acknowledged.Count(command => receipts.ContainsKey((command.Caller, command.Key)));
        return (there, load.Acknowledged.Count - there);
    }

    private static string At(string connectionString, int port) =>
        new NpgsqlConnectionStringBuilder(connectionString) { Port = port }.ConnectionString;
}
