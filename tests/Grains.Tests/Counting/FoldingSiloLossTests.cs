using Grid.Domain.Counting;
using Grid.Grains.Counting;
using Grid.Grains.Tests.Clusters;
using Grid.Grains.Tests.MadeUp;
using Grid.Grains.Tests.Persons;
using Grid.Testing;
using Orleans.Runtime;

namespace Grid.Grains.Tests.Counting;

/// <summary>A silo dies while its leaves fold; what is left of it in this process folds in parallel with the other one.</summary>
public sealed class FoldingSiloLossTests
{
    private const int Persons = 60;
    private static readonly string[] LeavesUsed = ["360102", "360103", "360104", "360111", "360112", "360402", "360403", "360502"];

    [Fact]
    public async Task A_silo_killed_while_it_folds_loses_no_entry_and_doubles_none()
    {
        await using var cluster = new SmallPagesCluster();
        await cluster.InitializeAsync();
        var test = TestContext.Current.CancellationToken;
        await Task.WhenAll(LeavesUsed.Select(leaf => cluster.Region(leaf).Figures(cluster.Now())));
        var stayed = cluster.Cluster.Silos[0].SiloAddress;
        var lost = await LostAsync(cluster, stayed);

        var work = Enumerable.Range(0, Persons).Select(i => RegisterAsync(cluster, LeavesUsed[i % LeavesUsed.Length])).ToArray();
        await Wait.UntilAsync(
            async () => await cluster.ScalarAsync<long>("SELECT coalesce(sum(version), 0)::bigint FROM region_count") > Persons / 6,
            "folding has begun"
        );
        await cluster.Cluster.KillSiloAsync(cluster.Cluster.Silos[1], test);
        await Task.WhenAll(work);

        Assert.True(lost > 0, "All leaves were on the silo that stayed.");
        await Wait.UntilAsync(
            async () =>
            {
                try
                {
                    return (await cluster.Region(CountSteps.Province).Drain()).Waiting == 0;
                }
                catch (Exception e) when (e is TimeoutException or OrleansException or Interfaces.Counting.RegionUnavailableException)
                {
                    return false;
                }
            },
            "the other silo folds"
        );
        Assert.Equal(Persons, await cluster.TotalAsync(CountSteps.Province, Measure.New, cluster.Now()));
        Assert.Equal(Persons, await cluster.TotalAsync(CountSteps.Province, Measure.Closing, cluster.Now()));
        await cluster.ExactAsync();
        await cluster.ProvinceIsRecountAsync(cluster.Now());
    }

    private static async Task<int> LostAsync(GridCluster cluster, SiloAddress stayed)
    {
        var grains = await cluster.Cluster.Client.GetGrain<IManagementGrain>(0).GetDetailedGrainStatistics();
        return grains.Count(g => g.GrainId.Type.ToString() == RegionGrain.TypeName && !g.SiloAddress.Equals(stayed));
    }

    /// <summary>Until it is done: a command that the loss interrupts is repeated with its key.</summary>
    private static async Task RegisterAsync(GridCluster cluster, string leaf)
    {
        var office = CountSteps.OfficeOf(leaf);
        var number = CitizenNumbers.Next();
        var person = cluster.Person(number);
        var clerk = Given.Clerk with { Office = office };
        var application = clerk.Ask(Given.Application(number, cluster.Clock.GetUtcNow(), office));
        var check = clerk.Ask(Given.IdentityConfirmed);
        var approval = clerk.Ask(new Domain.Persons.ApproveApplication());
        await RepeatedAsync(() => person.SubmitApplication(application));
        await RepeatedAsync(() => person.RecordVerification(check));
        await RepeatedAsync(() => person.ApproveApplication(approval));
    }

    private static Task RepeatedAsync(Func<Task<Interfaces.Persons.CommandReply>> command) =>
        Wait.UntilAsync(
            async () =>
            {
                try
                {
                    (await command()).Accepted();
                    return true;
                }
                catch (Exception e)
                    when (e
                            is TimeoutException
                                or OrleansException
                                or Interfaces.Persons.StoreUnavailableException
                                or Interfaces.Persons.OutcomeUnknownException
                    )
                {
                    return false;
                }
            },
            "the command is answered"
        );
}
