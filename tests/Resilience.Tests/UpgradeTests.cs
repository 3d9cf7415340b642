using Grid.Resilience.Tests.Faults;
using Grid.Resilience.Tests.Running;
using Grid.Resilience.Tests.Tables;
using Grid.Resilience.Tests.Upgrading;
using Grid.Testing;

namespace Grid.Resilience.Tests;

/// <summary>
/// The procedure of an upgrade while offices work: the next schema comes under the running release, silos and then API processes are
/// replaced one after the other, and the way back. At full size the running release is the previous one, built from its commit
/// (<see cref="PreviousRelease"/>); in the short form it is this build, on a schema of the next.
/// </summary>
[Collection(BrokenInTurns.Name)]
public sealed class UpgradeTests(ClusterInTurns shared)
{
    private static readonly TimeSpan Both = TimeSpan.FromSeconds(TestSize.Pick(1, 20));

    [Fact]
    public async Task Offices_do_not_notice_an_upgrade()
    {
        var test = TestContext.Current.CancellationToken;
        var next = ProgramProcess.Find("src/Silo");
        var (name, previous) = TestSize.IsFull ? await PreviousRelease.GetAsync(test) : ("this build", next);
        await shared.BreakAsync(
            new ClusterPlan { Host = previous },
            new Random(20_200_716),
            run => UpgradeAsync(run.Cluster, run, name, (previous, next), test),
            test
        );
    }

    private static async Task UpgradeAsync(
        Cluster cluster,
        FaultRun run,
        string name,
        (string Previous, string Next) host,
        CancellationToken test
    )
    {
        await run.SufferAsync("the next schema comes under the running release", () =>
            NextSchema.MigrateAsync(cluster.Database.OwnerConnectionString, test)
        );
        await run.SufferAsync("silos are replaced one after the other, then API processes", () => ReplaceAsync(cluster, host.Next, test));
        if (TestSize.IsFull)
        {
            await run.SufferAsync("the way back: silos, then API processes", () => ReplaceAsync(cluster, host.Previous, test));
            await run.SufferAsync("and forward again", () => ReplaceAsync(cluster, host.Next, test));
        }

        await FaultTable.PublishAsync("upgrade", FaultTable.Of($"From {name} to this build; {run.Last}", run.Rows));

        // The short form runs beside other tests on whatever machine: there an answer may be later than a time-out.
        Assert.All(run.Rows, row =>
            Assert.True(row.Failed <= TestSize.Pick(small: row.Sent / 20, full: 0), $"{row.Fault}: {row.Failed} requests failed.")
        );
    }

    /// <summary>
    /// Between any two replacements both releases are at work for a while: silos of both in one cluster, API processes of one asking silos
    /// of the other.
    /// </summary>
    private static async Task ReplaceAsync(Cluster cluster, string program, CancellationToken test)
    {
        foreach (var member in cluster.Silos.Concat(cluster.Apis))
        {
            await Breaking.ReplaceAsync([member], program, test);
            await Wait.ForAsync(Both, test);
        }
    }
}
