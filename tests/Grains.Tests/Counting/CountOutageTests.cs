using Grid.Domain.Counting;
using Grid.Grains.Interfaces.Counting;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Tests.Clusters;
using Grid.Testing;

namespace Grid.Grains.Tests.Counting;

/// <summary>
/// The store is unavailable for one leaf before its first read. One that was read before keeps answering with its last figures, with the
/// asOf of then.
/// </summary>
public sealed class CountOutageTests(CountingCluster cluster) : IClassFixture<CountingCluster>
{
    [Fact]
    public async Task A_leaf_whose_store_is_down_goes_on_when_it_is_back_and_meanwhile_no_sum_is_told_without_it()
    {
        var leaf = "361002";
        var office = CountSteps.OfficeOf(leaf);
        var period = cluster.Now();
        cluster.Trouble.Down[leaf] = true;
        try
        {
            await cluster.RegisteredAsync(office);
            await Wait.UntilAsync(() => Task.FromResult(cluster.Trouble.Tries > 1), "tried again");

            await Assert.ThrowsAsync<StoreUnavailableException>(() => cluster.Region(leaf).Figures(period));
            Assert.Equal(
                leaf,
                (await Assert.ThrowsAsync<RegionUnavailableException>(() => cluster.Region("361000").Figures(period))).Region
            );
            Assert.Equal(
                leaf,
                (await Assert.ThrowsAsync<RegionUnavailableException>(() => cluster.Region(CountSteps.Province).Figures(period))).Region
            );
            Assert.Equal(
                leaf,
                (await Assert.ThrowsAsync<RegionUnavailableException>(() => cluster.Region(CountSteps.Province).Drain())).Region
            );
        }
        finally
        {
            cluster.Trouble.Down.TryRemove(leaf, out _);
        }

        await cluster.FoldedAsync();
        Assert.Equal(1, await cluster.TotalAsync(leaf, Measure.New, period));
        await Wait.UntilAsync(async () => await cluster.TotalAsync("361000", Measure.New, period) == 1, "the city's sum");
    }
}
