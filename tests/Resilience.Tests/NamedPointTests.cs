using Grid.Resilience.Tests.Faults;
using Grid.Resilience.Tests.Running;
using Grid.Resilience.Tests.Tables;
using Grid.Silo.Hosting;
using Grid.Testing;
using Grid.Testing.Databases;

namespace Grid.Resilience.Tests;

/// <summary>
/// Silos die at the worst points of their work, and less usual faults: before and after a commit, while counts are folded, after sending to
/// the platform and before marking.
/// </summary>
[Collection(BrokenInTurns.Name)]
public sealed class NamedPointTests(ClusterInTurns shared)
{
    private static readonly string[] Points = ["before-mark:3", "after-commit:20", "before-commit:20", "before-fold:5", "after-fold:5"];

    [Fact]
    public Task Silos_that_die_at_named_points_lose_nothing()
    {
        var test = TestContext.Current.CancellationToken;
        return shared.BreakAsync(new ClusterPlan(), new Random(20_200_715), run => BreakAsync(run.Cluster, run, test), test);
    }

    private static async Task BreakAsync(Cluster cluster, FaultRun run, CancellationToken test)
    {
        foreach (var point in Points.Take(TestSize.Pick(small: 1, full: Points.Length)))
            await run.SufferAsync($"silos are killed at {point}", () => Breaking.KillAtAsync(cluster, point, test));
        var file = Path.Combine(cluster.Home.Folder, "shifted");
        cluster.Silos[1].Once["Grid__Clock__Shift"] = "00:10:00";
        cluster.Silos[1].Once["Grid__Clock__ShiftFile"] = file;
        await cluster.Silos[1].RestartAsync(test);
        var ends = cluster.Silos[0].Ends.Count;
        await run.SufferAsync("a silo's clock jumps by ten minutes", () => ClockJumpsAsync(cluster.Silos[1], file, test));
        Assert.Equal(ends, cluster.Silos[0].Ends.Count); // No other silo ends with it.
        if (TestSize.IsFull)
            await MoreAsync(cluster, run, test);
        await FaultTable.PublishAsync("named-points", FaultTable.Of($"{run.Last}", run.Rows));
    }

    private static async Task MoreAsync(Cluster cluster, FaultRun run, CancellationToken test)
    {
        await run.SufferAsync("an API process is frozen for 15 s", () =>
            Breaking.FreezeAsync(cluster.Apis[1], TimeSpan.FromSeconds(15), test)
        );
        await run.SufferAsync("the proxy is killed", () => Killed(cluster.Proxy!));
        await run.SufferAsync("both silos are killed at once", () => Task.WhenAll(cluster.Silos.Select(Killed)));
        await run.SufferAsync("the database is stopped and started", () => cluster.Postgres.RestartAsync(PostgresStop.Fast, test));
        await run.SufferAsync("the database is away for 30 s", async () =>
        {
            await cluster.Postgres.KillAsync(test);
            await Wait.ForAsync(TimeSpan.FromSeconds(30), test);
            await cluster.Postgres.StartAsync(test);
        });
    }

    /// <summary>The silo finds that its clock is not the database's, says so, and leaves.</summary>
    private static async Task ClockJumpsAsync(Member silo, string file, CancellationToken test)
    {
        var ends = silo.Ends.Count;
        await File.WriteAllTextAsync(file, "", test);
        await silo.WaitForEndAsync(ends);
        var (code, output) = silo.Ends.Last();
        Assert.True(code == ExitCodes.Unavailable, $"{code}: {output}");
        Assert.Contains("s ahead of the database's", output, StringComparison.Ordinal);
    }

    private static Task Killed(Member member)
    {
        member.Process.Kill();
        return Task.CompletedTask;
    }
}
