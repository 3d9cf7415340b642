using Grid.Resilience.Tests.Faults;
using Grid.Resilience.Tests.Load;
using Grid.Resilience.Tests.Running;
using Grid.Resilience.Tests.Tables;
using Grid.Testing;
using Npgsql;

namespace Grid.Resilience.Tests;

[Collection("two networks")]
public sealed class CutNetworkTests
{
    [Fact]
    public async Task Silos_that_do_not_reach_each_other_do_not_both_go_on()
    {
        var test = TestContext.Current.CancellationToken;
        using var networks = TwoNetworks.Create();
        var plan = new ClusterPlan
        {
            SiloAddresses = networks.Addresses,
            SiloLaunchers = networks.Launchers,
            DatabaseOfSilos = direct =>
            {
                var settings = new NpgsqlConnectionStringBuilder(direct);
                (settings.Port, settings.Host) = (networks.Open(settings.Port), TwoNetworks.Here);
                return settings.ConnectionString;
            },
            PlatformOfSilos = direct => new Uri($"http://{TwoNetworks.Here}:{networks.Open(direct.Port)}"),
        };
        await using var cluster = await Cluster.StartAsync(plan, test);
        await using var offices = new Offices(cluster, clerks: TestSize.Pick(small: 3, full: 6), new Random(20_200_714));
        var run = new FaultRun(cluster, offices, test);
        await run.SufferAsync("the network between two silos is cut", async () =>
        {
            networks.Cut();

            // One is declared dead, ends, and cannot come back as long as it does not reach the other.
            await Wait.UntilAsync(() => cluster.Silos.Exists(silo => !silo.Ends.IsEmpty), "one of them ends");
            await Wait.ForAsync(TimeSpan.FromSeconds(TestSize.Pick(3, 20)), test);
            networks.Mend();
        });
        await FaultTable.PublishAsync("cut-network", FaultTable.Of($"{run.Last}", run.Rows));
        Assert.Contains(cluster.Silos, silo => !silo.Ends.IsEmpty);
    }
}
