using Grid.Domain.Counting;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Counting;
using Grid.Grains.Tests.Clusters;
using Grid.Grains.Tests.MadeUp;
using Grid.Grains.Tests.Persons;
using Grid.Testing;

namespace Grid.Grains.Tests.Counting;

/// <summary>Live counts of leaf, city and province from persons' commands (79/2020 (九)); each test counts in leaves of its own.</summary>
public sealed class RegionTests(CountingCluster cluster) : IClassFixture<CountingCluster>
{
    [Fact]
    public async Task Figures_follow_commands_at_leaf_city_and_province()
    {
        var (one, other, far) = ("360102", "360103", "360402");
        var period = cluster.Now();
        await cluster.FoldedAsync();
        var province = await cluster.TotalAsync(CountSteps.Province, Measure.Closing, period);
        var persons = await cluster.RegisteredAsync(CountSteps.OfficeOf(one), 3);
        await cluster.RegisteredAsync(CountSteps.OfficeOf(other), 2);
        await cluster.RegisteredAsync(CountSteps.OfficeOf(far), 1);
        await cluster.HiredAsync(persons[0], CountSteps.OfficeOf(one));
        await cluster.FoldedAsync();

        await Wait.UntilAsync(async () => await cluster.TotalAsync("360100", Measure.Closing, period) == 4, "the city's stock");
        Assert.Equal((3, 1, 2), (await NewAsync(one), await ExitedAsync(one), await cluster.TotalAsync(one, Measure.Closing, period)));
        Assert.Equal((2, 0), (await NewAsync(other), await ExitedAsync(other)));
        Assert.Equal((5, 1), (await NewAsync("360100"), await ExitedAsync("360100")));
        Assert.Equal(1, await cluster.TotalAsync("360400", Measure.Closing, period));
        await Wait.UntilAsync(
            async () => await cluster.TotalAsync(CountSteps.Province, Measure.Closing, period) == province + 5,
            "the province's stock"
        );
        var sums = await cluster.Region("360100").Figures(period);
        var parts = await Task.WhenAll(cluster.Leaves("360100").Select(leaf => cluster.Region(leaf).Figures(period)));
        Assert.True(sums.Flows.SameAs(Figures.Sum(parts.Select(p => p.Flows))));
        Assert.Equal(parts.Sum(p => p.Version), sums.Version);
        Assert.True(sums.AsOf <= parts.Min(p => p.AsOf));
        await cluster.ExactAsync();
        await cluster.ProvinceIsRecountAsync(period);

        Task<long> NewAsync(string region) => cluster.TotalAsync(region, Measure.New, period);
        Task<long> ExitedAsync(string region) => cluster.TotalAsync(region, Measure.Exited, period);
    }

    [Fact]
    public async Task Draining_leaves_nothing_that_was_committed_before()
    {
        var leaf = "361102";
        var persons = 30;
        await cluster.RegisteredAsync(CountSteps.OfficeOf(leaf), persons);

        var state = await cluster.Region(CountSteps.Province).Drain();

        Assert.Equal(0, state.Waiting);
        Assert.Null(state.ClosedThrough);
        Assert.Equal(persons, await cluster.TotalAsync(leaf, Measure.New, cluster.Now()));
        Assert.Equal(0, await cluster.ScalarAsync<long>("SELECT count(*) FROM count_entry WHERE region = $1", leaf));
    }

    [Fact]
    public async Task Whoever_folds_beside_the_grain_the_figures_are_exact()
    {
        var leaf = "360602";
        var office = CountSteps.OfficeOf(leaf);
        var period = cluster.Now();
        var beside = cluster.Service<ICountStore>();
        using var stop = new CancellationTokenSource();
        var folded = 0;
        var others = Enumerable
            .Range(0, 3)
            .Select(_ =>
                Task.Run(async () =>
                {
                    while (!stop.IsCancellationRequested)
                        Interlocked.Add(ref folded, (await beside.FoldAsync(leaf, 2, CancellationToken.None)).Entries);
                })
            )
            .ToArray();

        var persons = await cluster.RegisteredAsync(office, 40);
        await Task.WhenAll(persons.Take(15).Select(p => cluster.HiredAsync(p, office)));
        await stop.CancelAsync();
        await Task.WhenAll(others);
        await cluster.Region(leaf).Drain();

        Assert.True(folded > 0, "The others folded nothing.");
        Assert.Equal(
            (40, 15, 25),
            (
                await cluster.TotalAsync(leaf, Measure.New, period),
                await cluster.TotalAsync(leaf, Measure.Exited, period),
                await cluster.TotalAsync(leaf, Measure.Closing, period)
            )
        );
        await cluster.Region(CountSteps.Province).Drain();
        await cluster.ExactAsync();
    }

    [Fact]
    public async Task Activations_that_end_while_they_fold_lose_nothing()
    {
        var leaf = "360828";
        var work = cluster.RegisteredAsync(CountSteps.OfficeOf(leaf), 30);
        while (!work.IsCompleted)
        {
            await cluster.Management().ForceActivationCollection(TimeSpan.Zero, TestContext.Current.CancellationToken);
            await Task.WhenAny(work, Wait.ForAsync(TimeSpan.FromMilliseconds(30), TestContext.Current.CancellationToken));
        }

        await work.WaitAsync(TestContext.Current.CancellationToken);
        await cluster.Region(leaf).Drain();
        Assert.Equal(30, await cluster.TotalAsync(leaf, Measure.New, cluster.Now()));
        await cluster.Region(CountSteps.Province).Drain();
        await cluster.ExactAsync();
    }

    [Fact]
    public async Task A_transfer_between_counties_is_inside_the_city()
    {
        var (from, to) = ("360722", "360723");
        var number = await cluster.RegisteredAsync(CountSteps.OfficeOf(from));
        var supervisor = Given.Supervisor with { Office = "36000001" };
        (await cluster.Person(number).Transfer(supervisor.Ask(new Transfer(CountSteps.OfficeOf(to), null, "moved")))).Accepted();
        await cluster.Region("360700").Drain();

        var period = cluster.Now();
        Assert.Equal(
            (1, 0),
            (await cluster.TotalAsync(from, Measure.TransferredOut, period), await cluster.TotalAsync(from, Measure.Closing, period))
        );
        Assert.Equal(
            (1, 1),
            (await cluster.TotalAsync(to, Measure.TransferredIn, period), await cluster.TotalAsync(to, Measure.Closing, period))
        );
        var city = await cluster.Region("360700").Figures(period);
        Assert.Equal(1, city.Flows[new FigureCell(CountBlock.Urban, Measure.TransferredIn, Dimension.Peer, $"{from}/urban")]);
        Assert.Equal(1, city.Flows[new FigureCell(CountBlock.Urban, Measure.TransferredOut, Dimension.Peer, $"{to}/urban")]);
        Assert.Equal(1, Balance.Closing(city.Opening, city.Flows).Total(CountBlock.Urban, Measure.Closing));
    }

    [Theory]
    [InlineData("999999")]
    [InlineData("360199")]
    [InlineData("36")]
    [InlineData("nonsense")]
    public async Task A_key_that_is_no_region_is_refused(string key)
    {
        var refused = await Assert.ThrowsAsync<UnknownRegionException>(() => cluster.Region(key).Figures(cluster.Now()));
        Assert.Equal(key, refused.Key);
        await Assert.ThrowsAsync<UnknownRegionException>(() => cluster.Region(key).Drain());
        await cluster.Region(key).Nudge();
    }

    [Fact]
    public async Task A_leaf_has_a_reminder_that_refreshes_find()
    {
        await cluster.Region("360981").Figures(cluster.Now());

        await Wait.UntilAsync(
            async () =>
                await cluster.ScalarAsync<long>("SELECT count(*) FROM reminder WHERE grain_id = 'region/360981' AND name = 'fold'") == 1,
            "the reminder"
        );

        // Its first tick is one period ahead, within what a refresh returns; from then on its start is past, as a person's overdue one.
        Assert.Equal(
            1,
            await cluster.ScalarAsync<long>(
                "SELECT count(*) FROM reminder WHERE grain_id = 'region/360981' AND start_time <= reminder_horizon() AND period_ms = 900000 AND service_id = 'grid'"
            )
        );
    }
}
