using Grid.Domain.Counting;
using Grid.Grains.Counting;
using Grid.Grains.Tests.Clusters;
using Grid.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Grid.Grains.Tests.Counting;

/// <summary>Nudges are lossy by design; these tests lose every one.</summary>
public sealed class LostNudgeTests(UnheardCluster cluster) : IClassFixture<UnheardCluster>
{
    [Fact]
    public async Task The_timer_of_a_leaf_that_is_awake_folds()
    {
        var leaf = "360702";
        Assert.Equal(0, await cluster.TotalAsync(leaf, Measure.New, cluster.Now()));

        await cluster.RegisteredAsync(CountSteps.OfficeOf(leaf), 3);

        await Wait.UntilAsync(async () => await cluster.TotalAsync(leaf, Measure.New, cluster.Now()) == 3, "the timer folds");
    }

    [Fact]
    public async Task The_watch_wakes_a_leaf_that_never_was()
    {
        var leaf = "360703";
        var test = TestContext.Current.CancellationToken;
        await cluster.RegisteredAsync(CountSteps.OfficeOf(leaf), 3);
        Assert.Equal(3, await WaitingAsync(leaf));
        cluster.Service<RegionNudger>().Take();

        Assert.True(await cluster.Service<RegionWatch>().LookAsync(TimeSpan.Zero, test) >= 1);
        Assert.Contains(leaf, cluster.Service<RegionNudger>().Take());
        Assert.Equal(0, await cluster.Service<RegionWatch>().LookAsync(TimeSpan.FromMinutes(10), test));

        // As at the start of a process: the watch's first look, and the nudges that it leaves.
        using var watch = ActivatorUtilities.CreateInstance<RegionWatch>(cluster.Service<IServiceProvider>());
        using var worker = ActivatorUtilities.CreateInstance<NudgeWorker>(cluster.Service<IServiceProvider>());
        await watch.StartAsync(test);
        await worker.StartAsync(test);
        await Wait.UntilAsync(async () => await WaitingAsync(leaf) == 0, "the leaf folds");
        await worker.StopAsync(test);
        await watch.StopAsync(test);
        Assert.Equal(3, await cluster.TotalAsync(leaf, Measure.New, cluster.Now()));
    }

    [Fact]
    public async Task The_reminder_brings_a_leaf_back_that_is_gone()
    {
        var leaf = "360704";
        var period = cluster.Now();
        await cluster.Region(leaf).Figures(period);
        await Wait.UntilAsync(
            async () =>
                await cluster.ScalarAsync<long>("SELECT count(*) FROM reminder WHERE grain_id = 'region/360704' AND name = 'fold'") == 1,
            "the reminder"
        );
        await Wait.UntilAsync(
            async () =>
            {
                await cluster.Management().ForceActivationCollection(TimeSpan.Zero, TestContext.Current.CancellationToken);
                return await cluster.Management().GetActivationAddress(cluster.Region(leaf)) is null;
            },
            "the leaf is gone"
        );
        await cluster.RegisteredAsync(CountSteps.OfficeOf(leaf), 2);
        Assert.Equal(2, await WaitingAsync(leaf));

        await Wait.UntilAsync(
            async () =>
            {
                await cluster.AdvanceAsync(TimeSpan.FromMinutes(5));
                return await WaitingAsync(leaf) == 0;
            },
            "the reminder brings it back"
        );
        Assert.Equal(2, await cluster.TotalAsync(leaf, Measure.New, period));
    }

    [Fact]
    public void A_region_waits_once_to_be_nudged_and_again_after_it_was_taken()
    {
        var nudger = new RegionNudger();
        nudger.Add("360102");
        nudger.Add("360103");
        nudger.Add("360102");

        Assert.Equal(["360102", "360103"], nudger.Take().Order(StringComparer.Ordinal));
        Assert.Empty(nudger.Take());
        nudger.Add("360102");
        Assert.Equal(["360102"], nudger.Take());
    }

    private Task<long> WaitingAsync(string leaf) => cluster.ScalarAsync<long>("SELECT count(*) FROM count_entry WHERE region = $1", leaf);
}
