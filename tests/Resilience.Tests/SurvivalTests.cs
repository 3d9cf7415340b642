using Grid.Resilience.Tests.Checking;
using Grid.Resilience.Tests.Faults;
using Grid.Resilience.Tests.Load;
using Grid.Resilience.Tests.Running;
using Grid.Resilience.Tests.Tables;
using Grid.Testing;
using Grid.Testing.Databases;

namespace Grid.Resilience.Tests;

/// <summary>
/// Offices work through the proxy while processes are killed, frozen and restarted and the database goes away. After each fault: what was
/// acknowledged is there once, counts are what the journal says, reminders and the platform's items are complete.
/// </summary>
[Collection(BrokenInTurns.Name)]
public sealed class SurvivalTests(ClusterInTurns shared)
{
    private static readonly TimeSpan Warming = TimeSpan.FromSeconds(TestSize.Pick(0, 20));

    private static readonly TimeSpan Frozen = TimeSpan.FromSeconds(TestSize.Pick(8, 60));

    [Fact]
    public async Task Offices_lose_nothing_whatever_breaks()
    {
        var test = TestContext.Current.CancellationToken;
        await shared.BreakAsync(new ClusterPlan(), new Random(20_200_710), run => WithOurSettingsAsync(run.Cluster, run, test), test);
        if (TestSize.IsFull)
            await WithSettingsOfOrleansAsync(test);
    }

    private static async Task WithOurSettingsAsync(Cluster cluster, FaultRun run, CancellationToken test)
    {
        await Wait.ForAsync(Warming, test);

        await run.SufferAsync("a silo is killed", () => Killed(cluster.Silos[1]));
        await run.SufferAsync("an API process is killed", () => Killed(cluster.Apis[0]));
        var frozen = cluster.Silos[0];
        var ends = frozen.Ends.Count;
        await run.SufferAsync($"a silo is frozen for {Frozen.TotalSeconds:0} s", () => Breaking.FreezeAsync(frozen, Frozen, test));
        Assert.True(frozen.Ends.Count > ends || !TestSize.IsFull, "A silo that was taken for dead goes on.");
        await run.SufferAsync("the database's connections are cut", () => cluster.Database.CutConnectionsAsync(test));
        await run.SufferAsync("the database crashes and is started again", () =>
            cluster.Postgres.RestartAsync(PostgresStop.Immediate, test)
        );
        if (TestSize.IsFull)
        {
            // In the short form UpgradeTests restarts each process in the same way.
            var rolled = await run.SufferAsync("rolling restart of silos and API processes", () => Breaking.RollAsync(cluster, test));
            Assert.True(rolled.Failed == 0, $"{rolled.Failed} of {rolled.Sent} failed.");
        }

        await FaultTable.PublishAsync("survival", FaultTable.Of($"Our settings; {run.Last}", run.Rows));
    }

    private static async Task WithSettingsOfOrleansAsync(CancellationToken test)
    {
        var plan = new ClusterPlan
        {
            Variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["Grid__Cluster__Timing"] = "orleans" },
        };
        await using var cluster = await Cluster.StartAsync(plan, test);
        await using var offices = new Offices(cluster, clerks: 16, new Random(20_200_711));
        var run = new FaultRun(cluster, offices, test);
        await run.SufferAsync("a silo is killed", () => Killed(cluster.Silos[1]));
        await run.SufferAsync($"a silo is frozen for {Frozen.TotalSeconds:0} s", () =>
            Breaking.FreezeAsync(cluster.Silos[0], Frozen, test)
        );
        await run.SufferAsync("rolling restart of silos and API processes", () => Breaking.RollAsync(cluster, test));
        await FaultTable.PublishAsync("survival-orleans", FaultTable.Of($"Settings of Orleans; {run.Last}", run.Rows));
    }

    private static Task Killed(Member member)
    {
        member.Process.Kill();
        return Task.CompletedTask;
    }
}
