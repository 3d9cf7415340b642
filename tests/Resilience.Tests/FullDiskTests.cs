using Grid.Resilience.Tests.Faults;
using Grid.Resilience.Tests.Load;
using Grid.Resilience.Tests.Running;
using Grid.Resilience.Tests.Tables;
using Grid.Testing;

namespace Grid.Resilience.Tests;

public sealed class FullDiskTests
{
    [Fact]
    public async Task A_full_disk_turns_writes_away_and_nothing_is_lost()
    {
        var test = TestContext.Current.CancellationToken;
        using var disk = SmallDisk.Create();
        await using var cluster = await Cluster.StartAsync(
            new ClusterPlan
            {
                Silos = 1,
                Apis = 1,
                Tablespace = disk.TablespaceAsync,
            },
            test
        );
        await using var offices = new Offices(cluster, clerks: TestSize.Pick(small: 3, full: 6), new Random(20_200_713));
        var run = new FaultRun(cluster, offices, test);
        var ends = cluster.Silos[0].Ends.Count; // On a busy machine it may have needed a second start.
        var row = await run.SufferAsync("the database's disk is full", async () =>
        {
            disk.Fill();
            await Wait.ForAsync(TimeSpan.FromSeconds(TestSize.Pick(5, 30)), test);
            disk.Free();
        });
        await FaultTable.PublishAsync("full-disk", FaultTable.Of($"{run.Last}", run.Rows));
        Assert.True(row.Failed > 0, "The disk was not full for anybody.");
        Assert.Equal(ends, cluster.Silos[0].Ends.Count); // It stays, and goes on.
    }
}
